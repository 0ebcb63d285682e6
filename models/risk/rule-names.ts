import type { Text } from '../../config/text.ts';

/** What each rule of the gate is called where people read its result. */
export const ruleNames: Readonly<Record<string, Text>> = {
  'kill-switch': { en: 'kill switch', fr: "arrêt d'urgence" },
  'instrument-tradable': { en: 'tradable instrument', fr: 'instrument négociable' },
  'price-known': { en: 'known price', fr: 'prix connu' },
  'stale-data': { en: 'fresh prices', fr: 'prix récents' },
  'trading-hours': { en: 'trading hours', fr: 'heures de marché' },
  'event-window': { en: 'events near', fr: 'événements proches' },
  spread: { en: 'bid-ask spread', fr: 'écart achat-vente' },
  'price-band': { en: 'price band', fr: 'bande de prix' },
  'quantity-step': { en: 'whole lots', fr: 'lots entiers' },
  'minimum-notional': { en: 'least value', fr: 'valeur minimale' },
  'stop-side': { en: 'side of stop and target', fr: 'côté du stop et de l’objectif' },
  'stop-beyond-liquidation': { en: 'stop before liquidation', fr: 'stop avant liquidation' },
  'reward-to-risk': { en: 'reward to risk', fr: 'gain/risque' },
  'expected-move': { en: 'expected move', fr: 'mouvement attendu' },
  'reduce-only': { en: 'no reversal by a close', fr: 'pas de retournement à la clôture' },
  'minimum-hold': { en: 'least time held', fr: 'durée minimale' },
  're-entry-pause': { en: 'pause before re-entry', fr: 'pause avant retour' },
  cooldown: { en: 'pause after losses', fr: 'pause après pertes' },
  'trades-per-day': { en: 'trades a day', fr: 'ordres par jour' },
  'opens-per-hour': { en: 'entries an hour', fr: 'entrées par heure' },
  'max-position': { en: 'position', fr: 'position' },
  'regime-risk': { en: 'risk in this regime', fr: 'risque dans ce régime' },
  'max-gross-exposure': { en: 'gross exposure', fr: 'exposition brute' },
  'max-net-exposure': { en: 'net exposure', fr: 'exposition nette' },
  'max-leverage': { en: 'leverage', fr: 'levier' },
  'correlated-exposure': { en: 'correlated exposure', fr: 'exposition corrélée' },
  'max-daily-loss': { en: 'loss of the day', fr: 'perte du jour' },
  'drawdown-ladder': { en: 'drawdown', fr: 'repli' },
  'free-cash': { en: 'free cash', fr: 'liquidités' },
};

/** The name of a rule; a rule of a plugin has its own. */
export const ruleName = (rule: string): Text =>
  (Object.hasOwn(ruleNames, rule) ? ruleNames[rule] : undefined) ?? { en: rule, fr: rule };
