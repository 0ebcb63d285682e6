import { QuaestorError } from '../../config/errors.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { perHead } from './heads.ts';
import type { HybridModel } from './hybrid-model.ts';
import { type HybridPredictions, type RawOutputs, readOutputs } from './hybrid-predictions.ts';
import { signalClasses } from './hybrid-rows.ts';
import type { NetworkFeatures } from './network-rows.ts';

const [leastMembers, mostMembers] = [3, 5] as const;
const hold = signalClasses.indexOf('hold');
const median = quantileProbabilities.indexOf(0.5);

/** What several networks say together, and how far they agree. */
export type EnsemblePredictions = HybridPredictions & {
  /** The class that most members prefer; hold where no class has most. Index into `signalClasses`. */
  readonly vote: Int8Array;
  /** Share of the members that prefer the class which most prefer. */
  readonly agreement: Float64Array;
  /** Standard deviation over the members of the median of ln y, for each horizon. */
  readonly volatilityDisagreement: { readonly 1: Float64Array; readonly 2: Float64Array };
};

/** Mean, element by element, of arrays of one length. */
function meanOf<Values extends Float32Array | Float64Array>(arrays: readonly [Values, ...Values[]]): Values {
  const mean = arrays[0].map(
    (_: number, i: number) => arrays.reduce((sum, one) => sum + (one[i] ?? Number.NaN), 0) / arrays.length,
  );
  return mean as Values;
}

/** Standard deviation over the members, of each row's median of ln y. */
function medianSpread(members: readonly Float64Array[], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => {
    const medians = members.map(one => one[n * quantileProbabilities.length + median] ?? Number.NaN);
    const mean = medians.reduce((sum, value) => sum + value, 0) / medians.length;
    return Math.sqrt(medians.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (medians.length - 1));
  });
}

/** The class with the largest probability at row `n`; undefined where the head is silent. */
function preferred(signal: Float64Array, n: number): number | undefined {
  const row = Array.from(signal.subarray(n * signalClasses.length, (n + 1) * signalClasses.length));
  const most = Math.max(...row);
  return Number.isNaN(most) ? undefined : row.indexOf(most);
}

/** Majority among the members at row `n`; a draw is hold, because no side has convinced most. */
export function majority(members: readonly Float64Array[], n: number): { vote: number; agreement: number } {
  const votes = signalClasses.map(() => 0);
  for (const member of members) {
    const choice = preferred(member, n);
    if (choice !== undefined) votes[choice] = (votes[choice] ?? 0) + 1;
  }
  const most = Math.max(...votes);
  const winners = votes.flatMap((count, choice) => (count === most ? [choice] : []));
  const [winner = hold] = winners;
  return { vote: winners.length === 1 ? winner : hold, agreement: most / members.length };
}

/** @throws QuaestorError `model.bad-data` for fewer than 3 or more than 5 seeds, or one that comes twice */
export function checkSeeds(seeds: readonly number[]): void {
  if (seeds.length >= leastMembers && seeds.length <= mostMembers && new Set(seeds).size === seeds.length) return;
  throw new QuaestorError(
    'model.bad-data',
    `An ensemble has ${leastMembers} to ${mostMembers} networks of different seeds, got the seeds ${seeds.join(', ')}.`,
    { seeds },
  );
}

/**
 * Networks of one training that differ by their seeds alone. Probabilities and excursions are the means of the members';
 * the volatility quantiles come from the mean of their corrections to log-HAR.
 */
export class HybridEnsemble {
  readonly members: readonly HybridModel[];

  /** @throws QuaestorError `model.bad-data` for fewer than 3 or more than 5 members, or two of one seed */
  constructor(members: readonly HybridModel[]) {
    checkSeeds(members.map(({ record }) => record.seed));
    this.members = members;
  }

  /** @throws QuaestorError `model.bad-data` as a member does */
  async predict(rows: NetworkFeatures, take: Int32Array): Promise<EnsemblePredictions> {
    const raw: RawOutputs[] = [];
    for (const member of this.members) raw.push(await member.outputs(rows, take));
    const each = raw.map(one => readOutputs(one, rows, take));
    const [first, ...others] = each;
    const [firstRaw, ...otherRaw] = raw;
    if (!first || !firstRaw) throw new Error('An ensemble has members.');
    const mean = (of: (one: HybridPredictions) => Float64Array): Float64Array => meanOf([of(first), ...others.map(of)]);
    const corrections = perHead(name => meanOf([firstRaw.values[name], ...otherRaw.map(one => one.values[name])]));
    const { count } = first;
    const votes = Array.from({ length: count }, (_, n) =>
      majority(
        each.map(one => one.signal),
        n,
      ),
    );
    return {
      count,
      signal: mean(one => one.signal),
      volatility: readOutputs({ count, values: corrections }, rows, take).volatility,
      volatilityRegime: mean(one => one.volatilityRegime),
      marketRegime: mean(one => one.marketRegime),
      adverse: mean(one => one.adverse),
      favourable: mean(one => one.favourable),
      vote: Int8Array.from(votes, ({ vote }) => vote),
      agreement: Float64Array.from(votes, ({ agreement }) => agreement),
      volatilityDisagreement: {
        1: medianSpread(
          each.map(one => one.volatility[1]),
          count,
        ),
        2: medianSpread(
          each.map(one => one.volatility[2]),
          count,
        ),
      },
    };
  }

  /** Frees the tensors of all members. */
  dispose(): void {
    for (const member of this.members) member.dispose();
  }
}
