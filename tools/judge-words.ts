import type { Text, Translate } from '../config/text.ts';
import type { Check, CheckName, Stage } from '../models/validation/judge.ts';

/** What each check asks, in the words of a person. */
export const checkWords: Readonly<Record<CheckName, Text>> = {
  'sharpe-out-of-sample': { en: 'Sharpe ratio out of sample', fr: 'Ratio de Sharpe hors échantillon' },
  'drawdown-out-of-sample': { en: 'Deepest drawdown out of sample', fr: 'Drawdown maximal hors échantillon' },
  'beats-holding': {
    en: 'Sharpe out of sample beside buy and hold',
    fr: 'Sharpe hors échantillon face à acheter et conserver',
  },
  'deflated-sharpe': {
    en: 'Deflated Sharpe ratio (chance that it is skill, given all trials)',
    fr: "Ratio de Sharpe dégonflé (probabilité d'un vrai avantage, tous essais comptés)",
  },
  overfitting: {
    en: 'Probability of backtest overfitting (CSCV, S = 16)',
    fr: 'Probabilité de surajustement (CSCV, S = 16)',
  },
  'price-noise': {
    en: 'Runs with price noise of 0.1 % that lose money',
    fr: "Passages avec un bruit de 0,1 % qui perdent de l'argent",
  },
  significance: { en: 'p-value of its mean return', fr: 'Valeur p de son rendement moyen' },
  'track-record': {
    en: 'Days of history that its Sharpe ratio needs',
    fr: 'Jours d’historique que demande son ratio de Sharpe',
  },
  trades: { en: 'Closed trades', fr: 'Trades clôturés' },
  plateau: {
    en: 'Sharpe of the neighbours of the best parameters, over its own',
    fr: 'Sharpe des voisins des meilleurs paramètres, rapporté au leur',
  },
  'worst-ordering': {
    en: 'Profit under the worst order of events inside candles',
    fr: "Profit dans le pire ordre des événements à l'intérieur des bougies",
  },
  'wide-spreads': { en: 'Return with spreads ten times as wide', fr: 'Rendement avec des écarts dix fois plus grands' },
  'look-ahead': { en: 'Places where it knew the future', fr: 'Endroits où elle connaissait le futur' },
};

const shares: readonly CheckName[] = [
  'drawdown-out-of-sample',
  'deflated-sharpe',
  'overfitting',
  'price-noise',
  'wide-spreads',
];
const counts: readonly CheckName[] = ['track-record', 'trades', 'look-ahead'];

function figure(name: CheckName, value: number, t: Translate): string {
  if (shares.includes(name)) return t.percent(value, 1);
  if (counts.includes(name)) return t.number(Math.ceil(value), 0);
  return name === 'worst-ordering' ? t.money(value) : t.number(value, name === 'significance' ? 3 : 2);
}

/** Name, what was measured, what is asked and the verdict of one check. */
export function checkRow(
  { name, measured, limit, atMost, passed }: Omit<Check, 'name'> & { name: CheckName },
  t: Translate,
): string[] {
  const found = measured.value === null ? `– (${t(measured.reason)})` : figure(name, measured.value, t);
  const asked = `${atMost ? '≤' : '≥'}\u00A0${figure(name, limit, t)}`;
  return [t(checkWords[name]), found, asked, passed ? t({ en: 'pass', fr: 'réussi' }) : t({ en: 'FAIL', fr: 'ÉCHEC' })];
}

export const stageWords: Readonly<Record<Stage, Text>> = {
  backtest: { en: 'the backtest itself', fr: 'le backtest lui-même' },
  search: { en: 'all parameters of the search', fr: 'tous les paramètres de la recherche' },
  'walk-forward': { en: 'walk-forward', fr: 'analyse glissante' },
  noise: { en: 'runs with price noise', fr: 'passages bruités' },
  bootstrap: { en: 'drawn histories', fr: 'historiques tirés' },
  stress: { en: 'stress test', fr: 'test de résistance' },
  'look-ahead': { en: 'look-ahead detector', fr: 'détecteur de regard vers le futur' },
};
