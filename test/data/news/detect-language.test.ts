import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../data/news/detect-language.ts';

const english = [
  'Shares rise after the bank beats forecasts',
  'The dollar is stronger against the yen',
  'What to know before the opening bell',
  'Central bank leaves its rate unchanged',
  'Chip maker warns of weaker demand in Europe',
  'How inflation will change your savings',
  'Oil slips on fears of a recession',
  'The company said it would cut 500 jobs',
  'Gold climbs to a record high',
  'Investors wait for the jobs report',
  'Airline to buy 40 planes from its rival',
  'Why the market fell on Friday',
  'Regulator opens an inquiry into the broker',
  'Profit was below what analysts had expected',
  'Car sales up by a third in China',
  'House prices fall for the third month',
  'A new chief for the exchange',
  'Retailer closes stores after weak holiday season',
  'Bitcoin steadies at the end of a rough week',
  'Minister: no plan to tax windfall profits',
];

const french = [
  'La Bourse de Paris termine en hausse',
  'Le dollar se renforce face au yen',
  "Ce qu'il faut savoir avant l'ouverture",
  'La banque centrale maintient ses taux',
  'Le bénéfice du groupe recule de 5 %',
  "Comment l'inflation pèse sur votre épargne",
  'Le pétrole cède du terrain',
  'La société va supprimer 500 emplois',
  "L'or atteint un sommet historique",
  'Les investisseurs attendent les chiffres du chômage',
  'Un nouveau directeur pour le port de Marseille',
  'Pourquoi les marchés ont baissé vendredi',
  'Le régulateur ouvre une enquête',
  'Des résultats inférieurs aux attentes',
  'Les ventes de voitures progressent en Chine',
  'Immobilier : les prix reculent pour le troisième mois',
  'Le bitcoin se stabilise après une semaine agitée',
  'Grève à la SNCF : le trafic perturbé lundi',
  'Le ministre exclut une taxe sur les superprofits',
  'Une offre publique sur le transporteur',
];

describe('the language of a headline', () => {
  it('is never taken for the other one in 20 English and 20 French sentences, and found in all but one', () => {
    const found = [...english, ...french].map(text => detectLanguage(text));
    expect(new Set(found.slice(0, 20))).toEqual(new Set(['en', undefined]));
    expect(new Set(found.slice(20))).toEqual(new Set(['fr']));
    expect(found.filter(one => one === undefined).length).toBe(1);
  });

  it.each(['', '42', 'Nvidia', 'BTC/USD 43 500'])('of %j is unknown', text => {
    expect(detectLanguage(text)).toBeUndefined();
  });
});
