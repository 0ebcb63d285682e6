import { z } from 'zod';
import type { Clock } from '../config/clock.ts';
import type { CandleSeries } from '../data/candle.ts';
import { dayOf } from '../data/candle.ts';
import { canonicalJson, sha256 } from '../data/ledger-chain.ts';
import { dataHash } from '../models/validation/play-runs.ts';
import type { Contestant } from '../models/volatility/compare-forecasters.ts';
import { Comparison } from '../models/volatility/comparison.ts';
import type { Lab } from './lab.ts';

/** Raised whenever a forecaster or a score means something else than before: what an older one left is not answered with. */
const meaning = 1;

/** A comparison, what it was made of, and on which day. */
const Kept = z.strictObject({ of: z.string(), madeOn: z.string(), comparison: Comparison });

export type MadeComparison = Omit<z.infer<typeof Kept>, 'of'> & {
  /** True when nothing had to be computed. */
  readonly again: boolean;
};

/** The fingerprint of all that a comparison is made of. */
const hashOf = (series: CandleSeries, columns: readonly Float64Array[], contestants: readonly Contestant[]): string =>
  sha256(
    canonicalJson({
      meaning,
      candles: dataHash(series),
      columns: columns.map(column => [...column]),
      contestants: contestants.map(({ forecaster, refitDays }) => [forecaster.name, refitDays]),
    }),
  );

export type Asked = {
  /** Everything that tells this question from another. */
  readonly question: Readonly<Record<string, unknown>>;
  readonly series: CandleSeries;
  /** What is read beside the candles. */
  readonly columns: readonly Float64Array[];
  readonly contestants: readonly Contestant[];
};

/**
 * The comparison of a question: the kept one where nothing that it was made of has changed since, otherwise a new one,
 * which is kept in its place.
 */
export async function keptComparison(
  { journal, wall }: { readonly journal: Lab['journal']; readonly wall: Clock },
  { question, series, columns, contestants }: Asked,
  make: () => Promise<Comparison>,
): Promise<MadeComparison> {
  const kept = journal(sha256(canonicalJson({ comparison: question })));
  const of = hashOf(series, columns, contestants);
  const before = Kept.safeParse(kept.read().get(0)).data;
  if (before?.of === of) return { comparison: before.comparison, madeOn: before.madeOn, again: true };
  const made = { comparison: await make(), madeOn: dayOf(wall.now()) };
  kept.write(0, { of, ...made });
  return { ...made, again: false };
}
