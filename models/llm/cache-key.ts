import { canonicalJson, sha256 } from '../../data/ledger-chain.ts';

/** Everything that an answer of a language model depends on. */
export type Question = {
  readonly provider: string;
  readonly model: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly messages: readonly unknown[];
  readonly tools: readonly unknown[];
  readonly promptVersion: string;
};

/** The name under which an answer is kept: a hash, whatever the order in which properties were written. */
export const cacheKey = (question: Question): string => sha256(canonicalJson(question));
