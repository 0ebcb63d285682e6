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

/** A rule's answer with the numbers it compared. A warning passes, and a person should read its reason. */
export type Finding = {
  readonly passed: boolean;
  readonly warning: boolean;
  readonly reason: Text;
  readonly numbers: Readonly<Record<string, number>>;
};

/**
 * One small pure question about a candidate. It must refuse what it cannot judge: NaN never passes. Undefined when the
 * settings switch it off.
 */
export type Rule = (candidate: Candidate, view: RiskView) => Finding | undefined;

const okay: Text = { en: 'ok', fr: 'ok' };
const noNumbers = {};

export const pass = (numbers: Finding['numbers'] = noNumbers): Finding => ({
  passed: true,
  warning: false,
  reason: okay,
  numbers,
});

export const warn = (reason: Text, numbers: Finding['numbers']): Finding => ({
  passed: true,
  warning: true,
  reason,
  numbers,
});

export const refuse = (reason: Text, numbers: Finding['numbers'] = noNumbers): Finding => ({
  passed: false,
  warning: false,
  reason,
  numbers,
});

/** Refuses for want of something: the reason says what is missing. */
export const missing = ({ en, fr }: Text, numbers: Finding['numbers'] = noNumbers): Finding =>
  refuse(
    {
      en: `This cannot be judged, so it is refused: ${en} is missing.`,
      fr: `Impossible d'en juger, donc c'est refusé : il manque ${fr}.`,
    },
    numbers,
  );

/** A number as it is, as each language writes it. */
export const plain = (value: number): Text => {
  const en = String(value);
  return { en, fr: en.replace('.', ',') };
};

/** A number with fixed decimals as each language writes it. */
export const fixed = (value: number, decimals: number): Text => {
  const en = value.toFixed(decimals);
  return { en, fr: en.replace('.', ',') };
};

export const percent = (share: number, decimals = 1): Text => {
  const { en, fr } = fixed(share * 100, decimals);
  return { en: `${en}%`, fr: `${fr} %` };
};
