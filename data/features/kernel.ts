import type { z } from 'zod';

/** Values by parameter name. */
export type Parameters = Readonly<Record<string, number>>;

/** Columns by name, all of one length, oldest row first. */
export type Columns<Name extends string = string> = Readonly<Record<Name, Float64Array>>;

/** Computes rows [from, to) of the outputs; called with ranges that follow one another without a gap. */
export type Advance = (from: number, to: number) => void;

/** What a kernel gets to compute with. */
export type Bench<In extends string, Out extends string, P> = {
  readonly inputs: Columns<In>;
  readonly outputs: Columns<Out>;
  readonly parameters: P;
  /** A further column that lives and moves with the inputs: for what one stage of a kernel hands to the next. */
  scratch(): Float64Array;
};

/**
 * A feature's arithmetic, written once for a batch of years and for the newest candle.
 *
 * `open` gives a function that computes the next rows and carries its state between calls in its closure, so that rows
 * computed one by one are the same bits as rows computed at once. It may read the `lookback` rows before the one it
 * computes, and no older ones; it keeps no row numbers, because the columns are moved down when their window is full.
 * Rows without a value are NaN. An input row that is not finite gives NaN and restarts the warm-up.
 */
export type Kernel<In extends string = string, Out extends string = string, P extends Parameters = Parameters> = {
  readonly name: string;
  readonly inputs: readonly In[];
  readonly outputs: readonly Out[];
  readonly schema: z.ZodType<P>;
  /** Rows before the current one that are read. */
  lookback(parameters: P): number;
  /** Rows before the first value, on inputs that are all finite. */
  warmUp(parameters: P): number;
  /** Rows after the first value until it owes less than a millionth to where the series starts; 0 for windows. */
  forgets(parameters: P): number;
  /** A cumulative line: it is counted from the first row, so that a later start shifts all of it by a constant. */
  readonly anchored?: true;
  open(bench: Bench<In, Out, P>): Advance;
};

type Blueprint<In extends string, Out extends string, P extends Parameters> = Pick<
  Kernel<In, Out, P>,
  'name' | 'inputs' | 'outputs' | 'schema' | 'open'
> &
  Partial<Pick<Kernel<In, Out, P>, 'lookback' | 'warmUp' | 'forgets' | 'anchored'>>;

/** Makes a kernel; without a lookback it reads the current row alone, and without a warm-up it starts when that ends. */
export function defineKernel<const In extends string, const Out extends string, P extends Parameters>(
  blueprint: Blueprint<In, Out, P>,
): Kernel<In, Out, P> {
  const { lookback = () => 0 } = blueprint;
  const { warmUp = lookback, forgets = () => 0 } = blueprint;
  return { ...blueprint, lookback, warmUp, forgets };
}

/** Rows after which a recursion that keeps `share` of its past has forgotten all but `rest` of it. */
export const forgotten = (share: number, rest = 1e-6): number =>
  share <= 0 ? 0 : Math.ceil(Math.log(rest) / Math.log(share));

/** Rows until an exponential average with weight 2 / (period + 1) forgets. */
export const emaForgotten = (period: number): number => forgotten(1 - 2 / (period + 1));

/** Rows until Wilder's average with weight 1 / period forgets. */
export const wilderForgotten = (period: number): number => forgotten(1 - 1 / period);

/**
 * Runs a kernel over whole columns at once.
 * @returns its outputs, each of the length of the inputs
 */
export function runKernel<In extends string, Out extends string, P extends Parameters>(
  kernel: Kernel<In, Out, P>,
  inputs: Columns<In>,
  parameters: P,
): Record<Out, Float64Array> {
  const length = Math.min(...kernel.inputs.map(name => inputs[name].length));
  const outputs = Object.fromEntries(kernel.outputs.map(name => [name, new Float64Array(length)])) as Record<
    Out,
    Float64Array
  >;
  kernel.open({ inputs, outputs, parameters, scratch: () => new Float64Array(length) })(0, length);
  return outputs;
}
