import type { LevelRule, Measure } from './alert-rule.ts';

/** Each name of the account with each of these: "my portfolio loses", "mon compte perd". */
const ofAccount = (names: readonly string[], verbs: readonly string[]): string[] =>
  names.flatMap(name => verbs.map(verb => `${name} ${verb}`));
const [accountNames, compteNames] = [
  ['account', 'portfolio'],
  ['compte', 'portefeuille'],
];

/** Folded words for each measure. */
export const measureWords: Readonly<Record<Measure, readonly string[]>> = {
  volatility: [
    'volatility',
    'vol',
    'volatility forecast',
    'volatilite',
    'volatilite prevue',
    'prevision de volatilite',
  ],
  rsi: ['rsi', 'relative strength'],
  change: ['moves', 'move', 'change', 'falls by', 'rises by', 'drops by', 'varie', 'variation', 'perd', 'gagne'],
  price: ['price', 'prix', 'cours', 'trades', 'closes', 'cote'],
  equity: [
    'portfolio',
    'my account',
    'the account',
    'account value',
    'equity',
    'net worth',
    'portefeuille',
    'mon compte',
    'le compte',
    'capitaux',
    'valeur du compte',
  ],
  drawdown: ['drawdown', 'max drawdown', 'repli', 'perte depuis le plus haut', 'baisse depuis le plus haut'],
  'day-loss': [
    'day loss',
    "day's loss",
    'daily loss',
    'loss of the day',
    'loss today',
    'loss',
    'i lose',
    'perte du jour',
    'perte de la journee',
    'perte',
    'je perds',
    ...ofAccount(accountNames, ['loses', 'is down', 'drops by', 'falls by']),
    ...ofAccount(compteNames, ['perd', 'baisse de', 'recule de']),
  ],
  'day-profit': [
    'day profit',
    "day's profit",
    'daily profit',
    'profit of the day',
    'profit today',
    'profit',
    'i gain',
    'gain du jour',
    'gain de la journee',
    'benefice du jour',
    'je gagne',
    ...ofAccount(accountNames, ['gains', 'is up', 'rises by']),
    ...ofAccount(compteNames, ['gagne', 'monte de', 'progresse de']),
  ],
};

/** Folded words for each side of a level. */
export const sideWords: Readonly<Record<LevelRule['side'], readonly string[]>> = {
  above: [
    'above',
    'over',
    'passes',
    'exceeds',
    'reaches',
    'rises',
    'tops',
    'crosses',
    'gets to',
    'au-dessus',
    'depasse',
    'atteint',
    'passe',
    'franchit',
    'monte',
    'superieur',
    'superieure',
  ],
  below: [
    'below',
    'under',
    'falls',
    'drops',
    'sinks',
    'loses',
    'en dessous',
    'sous',
    'descend',
    'tombe',
    'baisse',
    'perd',
    'inferieur',
    'inferieure',
  ],
};
