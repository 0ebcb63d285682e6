import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import type { Aftermath } from '../knowledge/memory/aftermath.ts';
import type { Calibrated } from '../models/decision/confidence.ts';
import type { Signal } from '../models/decision/decision-answer.ts';
import type { DecisionOutcome } from '../models/decision/outcome.ts';

/** What a decision wanted. */
export const signals: Readonly<Record<Signal, Text>> = {
  hold: { en: 'hold', fr: 'conserver' },
  enter_long: { en: 'buy', fr: 'acheter' },
  enter_short: { en: 'sell short', fr: 'vendre à découvert' },
  close: { en: 'close', fr: 'clôturer' },
};

const decisions = {
  approved: { en: 'approved', fr: 'approuvée' },
  rejected: { en: 'rejected', fr: 'rejetée' },
  expired: { en: 'expired unanswered', fr: 'expirée sans réponse' },
  superseded: { en: 'replaced by another version', fr: 'remplacée par une autre version' },
  withdrawn: { en: 'withdrawn', fr: 'retirée' },
} as const;

const endings: Readonly<Record<string, Text>> = {
  target: { en: 'the target came first', fr: "l'objectif est venu en premier" },
  stop: { en: 'the stop came first', fr: 'le stop est venu en premier' },
  invalidated: { en: 'its invalidation came true', fr: "sa condition d'invalidation s'est réalisée" },
  time: { en: 'its time ran out', fr: 'son temps est écoulé' },
};

/** How sure, and whether that figure was ever held against outcomes. */
export function confidenceText({ value, raw, kind, count }: Calibrated, t: Translate): string {
  if (kind === 'uncalibrated')
    return t({
      en: `confidence ${t.percent(raw, 0)}, uncalibrated (${count} of 50 outcomes so far)`,
      fr: `confiance ${t.percent(raw, 0)}, non calibrée (${count} résultats sur 50 à ce jour)`,
    });
  return t({
    en: `confidence ${t.percent(raw, 0)}, which has stood for ${t.percent(value, 0)} (${count} outcomes)`,
    fr: `confiance ${t.percent(raw, 0)}, qui a valu ${t.percent(value, 0)} (${count} résultats)`,
  });
}

/** What followed, step by step, as far as it went. */
export function aftermathLines(
  { proposalId, refusedBy, decision, decidedBy, fills, trade }: Aftermath,
  t: Translate,
): string[] {
  if (refusedBy !== undefined)
    return [
      t({ en: `The risk gate refused it: ${refusedBy}.`, fr: `Le contrôle des risques l'a refusée : ${refusedBy}.` }),
    ];
  if (proposalId === undefined) return [];
  const said = decision ? t(decisions[decision]) : t({ en: 'waiting for a person', fr: "en attente d'une personne" });
  const by = decidedBy === undefined ? '' : t({ en: ` (${decidedBy})`, fr: ` (${decidedBy})` });
  return [
    t({ en: `Proposal ${proposalId}: ${said}${by}.`, fr: `Proposition ${proposalId} : ${said}${by}.` }),
    ...fills.map(fill =>
      t({
        en: `Filled: ${fill.side} ${fill.quantity} at ${t.number(fill.price)} on ${dayOf(fill.filledAt)}.`,
        fr: `Exécuté : ${fill.side === 'buy' ? 'achat' : 'vente'} de ${fill.quantity} à ${t.number(fill.price)} le ${dayOf(fill.filledAt)}.`,
      }),
    ),
    ...(trade
      ? [
          t({
            en: `Closed on ${dayOf(trade.closedAt)} with ${t.money(trade.profitUsd)} after costs.`,
            fr: `Clôturé le ${dayOf(trade.closedAt)} avec ${t.money(trade.profitUsd)} après frais.`,
          }),
        ]
      : []),
  ];
}

/** What the market made of an entry, whether or not anybody took it. */
export const outcomeText = ({ ending, returnShare, candles }: DecisionOutcome, t: Translate): string =>
  t({
    en: `Outcome by its own levels: ${t(endings[ending] ?? { en: ending, fr: ending })} after ${candles} candles, ${t.percent(returnShare)} after costs.`,
    fr: `Issue selon ses propres niveaux : ${t(endings[ending] ?? { en: ending, fr: ending })} après ${candles} bougies, ${t.percent(returnShare)} après frais.`,
  });
