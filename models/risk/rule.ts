import type { Text } from '../../config/text.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { RiskView } from './risk-view.ts';

/** A candidate order with what most rules need, computed once. */
export type Candidate = {
  order: Omit<OrderRow, 'quantity' | 'referencePrice'> & { quantity: number; referencePrice: number };
  /** Signed open quantity before and after the order. */
  held: number;
  after: number;
  /** True when the order only makes the position smaller. */
  reduces: boolean;
  equityUsd: number | undefined;
};

export type Finding = { passed: boolean; reason: Text; numbers?: Record<string, number> };

/** One small pure question about a candidate. It must refuse what it cannot judge: NaN never passes. */
export type Rule = (candidate: Candidate, view: RiskView) => Finding;

const okay: Text = { en: 'ok', fr: 'ok' };

export const pass = (numbers: Record<string, number> = {}): Finding => ({ passed: true, reason: okay, numbers });
export const refuse = (reason: Text, numbers: Record<string, number> = {}): Finding => ({
  passed: false,
  reason,
  numbers,
});

/** A number with fixed decimals as each language writes it. */
export const fixed = (value: number, decimals: number): Text => {
  const en = value.toFixed(decimals);
  return { en, fr: en.replace('.', ',') };
};
