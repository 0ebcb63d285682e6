import { describe, expect, it } from 'vitest';
import { inFrench } from '../../config/french.ts';
import { translateTo } from '../../config/text.ts';
import { shippedInstruments } from '../../data/shipped-instruments.ts';

/** With plain spaces, for the words alone. */
const words = (text: string): string => inFrench(text).replace(/[\u00A0\u202F]/g, ' ');

describe('names of instruments in a French sentence', () => {
  it.each([
    ['Volatilité de S&P 500, la prochaine séance', 'Volatilité du S&P 500, la prochaine séance'],
    ["j'attends pour S&P 500 une volatilité", "j'attends pour le S&P 500 une volatilité"],
    ['S&P 500 a clôturé à 2 874,56. S&P 500 est calme.', 'Le S&P 500 a clôturé à 2 874,56. Le S&P 500 est calme.'],
    ['Le 2008-10-10, S&P 500 ressemblait à peu.', 'Le 2008-10-10, le S&P 500 ressemblait à peu.'],
    ["Je propose d'acheter S&P 500.", "Je propose d'acheter du S&P 500."],
    ['vendre Or (SPDR Gold Shares)', "vendre de l'or (SPDR Gold Shares)"],
    ['Régime de Or (SPDR Gold Shares)', "Régime de l'or (SPDR Gold Shares)"],
    ['Or (SPDR Gold Shares) a clôturé à 10', "L'or (SPDR Gold Shares) a clôturé à 10"],
    ['Options sur ETF SPDR S&P 500', "Options sur l'ETF SPDR S&P 500"],
    ['Volatilité de Apple, plus que Apple', "Volatilité d'Apple, plus qu'Apple"],
    ['Volatilité de Tesla', 'Volatilité de Tesla'],
    ['de Contrat à terme E-mini S&P 500', 'du contrat à terme E-mini S&P 500'],
  ])('"%s" is printed "%s"', (written, printed) => {
    expect(words(written)).toBe(printed);
    expect(words(words(written)), 'once is enough').toBe(printed);
  });

  it.each(['S&P 500 (SPX)', 'S&P 500', 'Le prix du S&P 500', "L'historique de SPX", 'essayez de le faire'])(
    '"%s" is a label or has its article already',
    text => {
      expect(words(text)).toBe(text);
    },
  );

  it('every shipped instrument that is no company takes its article', () => {
    for (const { name, assetClass } of shippedInstruments.filter(one => one.assetClass !== 'equity'))
      expect(words(`Volatilité de ${name.fr}`), assetClass).toMatch(/^Volatilité (?:du |de l')/);
  });
});

describe('signs of a French text', () => {
  it('stand off by a space that breaks no line, also where it was left out', () => {
    expect(inFrench('P-1: acheter ; « oui » ! Vraiment ?')).toBe(
      'P-1\u202F: acheter\u202F; «\u00A0oui\u00A0»\u202F! Vraiment\u202F?',
    );
    expect(inFrench('10 %: 11,2 %')).toBe('10\u00A0%\u202F: 11,2\u00A0%');
    expect(inFrench('12:30, https://exemple.fr'), 'times and addresses stay').toBe('12:30, https://exemple.fr');
  });

  it('a number below zero has a minus, a day and a name keep their hyphens', () => {
    expect(inFrench('t de -4,5 (-1 %), ± -2')).toBe('t de \u22124,5 (\u22121\u00A0%), ± \u22122');
    expect(inFrench('P-1, 2020-04-17, E-mini')).toBe('P-1, 2020-04-17, E-mini');
    expect(translateTo('fr').number(-0.5, 1)).toBe('\u22120,5');
    expect(translateTo('en').number(-0.5, 1)).toBe('-0.5');
  });
});
