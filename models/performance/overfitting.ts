import { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { at } from '../../data/at.ts';
import { quantileOf, slopeOf, varies } from './moments.ts';
import { firstOf, known, reasons, type Statistic, unless } from './statistic.ts';

export type Overfitting = {
  /** Blocks S of the split. The probability depends on it: print both. */
  readonly blocks: number;
  /** Rows that were used; the first of the rest were dropped. */
  readonly rows: number;
  readonly combinations: number;
  /** Probability of backtest overfitting: share of choices whose best column is in the lower half out of sample. */
  readonly probability: Statistic;
  /** Share of choices whose best column has a negative Sharpe ratio out of sample. */
  readonly lossProbability: Statistic;
  /** Least-squares slope of the best column's Sharpe ratio out of sample on the one in sample. */
  readonly slope: Statistic;
  /** Median of the logit of the best column's relative rank out of sample; at most 0 is over-fitted. */
  readonly medianLogit: Statistic;
};

/** Sums of returns and of their squares, one row of `columns` values per block. */
type BlockSums = { readonly sums: Float64Array; readonly squares: Float64Array };

const mostBlocks = 20;

/** @throws QuaestorError `backtest.bad-parameters` naming the first fault of the input */
function check(columns: readonly Float64Array[], blocks: number): void {
  const rows = columns[0]?.length ?? 0;
  const uneven = columns.findIndex(column => column.length !== rows);
  const unclean = columns.findIndex(column => column.some(value => !Number.isFinite(value)));
  const fault = firstOf(
    [
      !(Number.isInteger(blocks) && blocks >= 2 && blocks <= mostBlocks && blocks % 2 === 0),
      {
        en: `${blocks} blocks cannot be split in halves: give an even number from 2 to ${mostBlocks}.`,
        fr: `${blocks} blocs ne se partagent pas en deux moitiés : donnez un nombre pair de 2 à ${mostBlocks}.`,
      },
    ],
    [
      columns.length < 2,
      {
        en: `Overfitting is judged between configurations: give at least 2 columns of returns, not ${columns.length}.`,
        fr: `Le surajustement se juge entre configurations : donnez au moins 2 colonnes de rendements, pas ${columns.length}.`,
      },
    ],
    [
      uneven !== -1,
      {
        en: `Column ${uneven} has ${columns[uneven]?.length} rows and column 0 has ${rows}: all need the same rows.`,
        fr: `La colonne ${uneven} a ${columns[uneven]?.length} lignes et la colonne 0 en a ${rows} : il en faut autant partout.`,
      },
    ],
    [
      rows < 2 * blocks,
      {
        en: `${rows} rows are too few for ${blocks} blocks: at least ${2 * blocks} are needed.`,
        fr: `${rows} lignes ne suffisent pas pour ${blocks} blocs : il en faut au moins ${2 * blocks}.`,
      },
    ],
    [
      unclean !== -1,
      {
        en: `Column ${unclean} holds a return that is not a number: leave out rows without returns.`,
        fr: `La colonne ${unclean} contient un rendement qui n'est pas un nombre : retirez les lignes sans rendement.`,
      },
    ],
  );
  if (fault) throw badInput(fault);
}

const badInput = (fault: Text): QuaestorError => new QuaestorError('backtest.bad-parameters', fault);

function blockSums(columns: readonly Float64Array[], blocks: number, length: number): BlockSums {
  const sums = new Float64Array(blocks * columns.length);
  const squares = new Float64Array(blocks * columns.length);
  for (const [k, column] of columns.entries()) {
    const skipped = column.length - blocks * length;
    for (let row = skipped; row < column.length; row += 1) {
      const place = Math.floor((row - skipped) / length) * columns.length + k;
      const value = at(column, row);
      sums[place] = at(sums, place) + value;
      squares[place] = at(squares, place) + value * value;
    }
  }
  return { sums, squares };
}

/** The ways to choose half of the blocks, each as the list of the chosen ones; the list is the same array every time. */
function* halvesOf(blocks: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: blocks / 2 }, (_, i) => i);
  for (;;) {
    yield chosen;
    let place = chosen.length - 1;
    while (place >= 0 && chosen[place] === blocks - chosen.length + place) place -= 1;
    if (place < 0) return;
    const from = (chosen[place] ?? 0) + 1;
    for (let i = place; i < chosen.length; i += 1) chosen[i] = from + i - place;
  }
}

/**
 * Sharpe ratio (n - 1, not annualised) of n returns from their sum and sum of squares. Returns that do not vary have
 * none; staying out of the market for a whole half is ranked as 0.
 */
function sharpeOfSums(sum: number, squares: number, n: number): number {
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return variance > 1e-14 * (squares / n) ? sum / n / Math.sqrt(variance) : 0;
}

/** Sums of the chosen blocks, column by column, into `into`. */
function addBlocks(from: Float64Array, chosen: readonly number[], into: Float64Array): void {
  into.fill(0);
  for (const block of chosen) {
    const start = block * into.length;
    for (let k = 0; k < into.length; k += 1) into[k] = at(into, k) + at(from, start + k);
  }
}

/** Average rank of entry k among all, 1 for the lowest. */
function rankOf(values: Float64Array, k: number): number {
  const own = at(values, k);
  let below = 0;
  let equal = 0;
  for (const value of values) {
    if (value < own) below += 1;
    else if (value === own) equal += 1;
  }
  return below + (equal + 1) / 2;
}

function firstBest(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k += 1) if (at(values, k) > at(values, best)) best = k;
  return best;
}

const share = (values: Float64Array, counts: (value: number) => boolean): Statistic =>
  known(values.filter(counts).length / values.length);

/**
 * Combinatorially symmetric cross-validation over the returns per period of several configurations, one column each:
 * the best column on every choice of half of the blocks is looked up on the other half.
 * Source: Bailey, Borwein, Lopez de Prado and Zhu, "The probability of backtest overfitting", Journal of Computational
 * Finance 20 (2017).
 * @throws QuaestorError `backtest.bad-parameters` for blocks that are not even or more than 20, fewer than 2 columns,
 * columns of unequal length or with gaps, fewer than 2 rows a block
 */
export function overfittingOf(columns: readonly Float64Array[], blocks = 16): Overfitting {
  check(columns, blocks);
  const length = Math.floor((columns[0]?.length ?? 0) / blocks);
  const { sums, squares } = blockSums(columns, blocks, length);
  const half = (length * blocks) / 2;
  const all = Array.from({ length: blocks }, (_, block) => block);
  const buffer = () => new Float64Array(columns.length);
  const [inSum, inSquare, outSum, outSquare, inside, outside] = [
    buffer(),
    buffer(),
    buffer(),
    buffer(),
    buffer(),
    buffer(),
  ];
  const found: { inside: number; outside: number; logit: number }[] = [];
  for (const chosen of halvesOf(blocks)) {
    const rest = all.filter(block => !chosen.includes(block));
    addBlocks(sums, chosen, inSum);
    addBlocks(squares, chosen, inSquare);
    addBlocks(sums, rest, outSum);
    addBlocks(squares, rest, outSquare);
    for (let k = 0; k < columns.length; k += 1) {
      inside[k] = sharpeOfSums(at(inSum, k), at(inSquare, k), half);
      outside[k] = sharpeOfSums(at(outSum, k), at(outSquare, k), half);
    }
    const best = firstBest(inside);
    const relativeRank = rankOf(outside, best) / (columns.length + 1);
    found.push({
      inside: at(inside, best),
      outside: at(outside, best),
      logit: Math.log(relativeRank / (1 - relativeRank)),
    });
  }
  return summaryOf(found, blocks, length * blocks);
}

function summaryOf(
  found: readonly { inside: number; outside: number; logit: number }[],
  blocks: number,
  rows: number,
): Overfitting {
  const logits = Float64Array.from(found, ({ logit }) => logit);
  const inside = Float64Array.from(found, one => one.inside);
  const outside = Float64Array.from(found, one => one.outside);
  return {
    blocks,
    rows,
    combinations: found.length,
    probability: share(logits, logit => logit <= 0),
    lossProbability: share(outside, sharpe => sharpe < 0),
    slope: unless(firstOf([!varies(inside), reasons.constantReturns]), () => slopeOf(inside, outside)),
    medianLogit: known(quantileOf(logits, 0.5)),
  };
}
