import { describe, expect, it } from 'vitest';
import { type Columns, type Kernel, type Parameters, runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { seeded } from '../../kit/seeded.ts';
import { kernelInputs } from './kernel-inputs.ts';

const defaults = (kernel: Kernel): Parameters => kernel.schema.parse({});
const all: readonly [string, Kernel][] = [...kernels];
const length = 900;

/** Rows [from, to) of every input. */
const cut = (inputs: Columns, from: number, to: number): Columns =>
  Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.slice(from, to)]));

/** The outputs when rows arrive in the given portions, in a window that is moved down whenever it is full. */
function inPortions(kernel: Kernel, inputs: Columns, sizes: readonly number[]): Columns {
  const parameters = defaults(kernel);
  const lookback = kernel.lookback(parameters);
  const capacity = lookback + Math.max(...sizes);
  const windows: Float64Array[] = [];
  const column = () => {
    const made = new Float64Array(capacity);
    windows.push(made);
    return made;
  };
  const shelf = (names: readonly string[]): Columns => Object.fromEntries(names.map(name => [name, column()]));
  const bench = { inputs: shelf(kernel.inputs), outputs: shelf(kernel.outputs), parameters, scratch: column };
  const advance = kernel.open(bench);
  const out = Object.fromEntries(kernel.outputs.map(name => [name, new Float64Array(length)]));
  let filled = 0;
  let done = 0;
  for (const size of sizes) {
    if (filled + size > capacity) {
      const kept = Math.min(lookback, filled);
      for (const window of windows) window.copyWithin(0, filled - kept, filled);
      filled = kept;
    }
    for (const name of kernel.inputs) {
      bench.inputs[name]?.set(inputs[name]?.subarray(done, done + size) ?? [], filled);
    }
    advance(filled, filled + size);
    for (const name of kernel.outputs) {
      out[name]?.set(bench.outputs[name]?.subarray(filled, filled + size) ?? [], done);
    }
    filled += size;
    done += size;
  }
  return out;
}

function portions(seed: number): number[] {
  const random = seeded(seed);
  const sizes: number[] = [];
  for (let left = length; left > 0; left -= sizes.at(-1) ?? 0)
    sizes.push(Math.min(left, 1 + Math.floor(random() * 40)));
  return sizes;
}

/**
 * The last value of two columns, to a millionth; of anchored lines what they moved over the rows before, because a later
 * start shifts them by a constant.
 */
function expectSame(kernel: Kernel, given: Float64Array | undefined, expected: Float64Array | undefined, name: string) {
  const reading = (column: Float64Array | undefined, row: number) => column?.at(row) ?? Number.NaN;
  const rows = kernel.anchored ? [-2, -10, -40] : [Number.NaN];
  for (const row of rows) {
    const origin = (column: Float64Array | undefined) => (kernel.anchored ? reading(column, row) : 0);
    const [left, right] = [reading(given, -1) - origin(given), reading(expected, -1) - origin(expected)];
    if (Number.isNaN(left) && Number.isNaN(right)) continue;
    expect(Math.abs(left - right), `${name}: ${left} and ${right}`).toBeLessThanOrEqual(
      1e-6 * Math.max(1, Math.abs(right)),
    );
  }
}

describe.each(all)('kernel %s', (_, kernel) => {
  const parameters = defaults(kernel);
  const warmUp = kernel.warmUp(parameters);
  const inputs = kernelInputs(kernel.inputs, length, 21);
  const whole = runKernel(kernel, inputs, parameters);

  it('gives the same bits in one go, in portions and row by row, through a window that moves', () => {
    const ones = Array.from({ length }, () => 1);
    for (const sizes of [portions(3), ones]) {
      expect(inPortions(kernel, inputs, sizes), `${sizes.length} portions`).toEqual(whole);
    }
  });

  it('has its first value where it says', () => {
    const firsts = kernel.outputs.map(name => whole[name]?.findIndex(Number.isFinite));
    expect(Math.min(...firsts.map(Number)), `first values ${firsts.join(', ')}`).toBe(warmUp);
  });

  it('does not change earlier rows when later rows are added', () => {
    const random = seeded(5);
    for (let k = 0; k < 12; k += 1) {
      const end = 1 + Math.floor(random() * length);
      const part = runKernel(kernel, cut(inputs, 0, end), parameters);
      for (const name of kernel.outputs) expect(part[name], `cut at ${end}`).toEqual(whole[name]?.slice(0, end));
    }
  });

  it('forgets where the series starts after its declared rows, to a millionth', () => {
    const needed = Math.max(warmUp + kernel.forgets(parameters), kernel.anchored ? 60 : 0);
    const last = length - 1;
    const late = runKernel(kernel, cut(inputs, last - needed, length), parameters);
    const early = runKernel(kernel, cut(inputs, Math.max(0, last - 2 * needed), length), parameters);
    expect(needed, 'the fixture is long enough').toBeLessThan(length);
    for (const name of kernel.outputs) expectSame(kernel, late[name], early[name], name);
  });

  it('recovers after a row that is not finite', () => {
    for (const hole of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const broken = cut(inputs, 0, length);
      for (const values of Object.values(broken)) values[200] = hole;
      const out = runKernel(kernel, broken, parameters);
      const needed = warmUp + kernel.forgets(parameters);
      if (200 + 2 * needed > length) continue;
      for (const name of kernel.outputs) expectSame(kernel, out[name], whole[name], name);
    }
  });

  it('never gives an infinite value on flat, zero, negative or spiky inputs', () => {
    const spiky = kernelInputs(kernel.inputs, length, 4);
    for (const values of Object.values(spiky)) values[300] = 1e12;
    const constant = (level: number): Columns =>
      Object.fromEntries(kernel.inputs.map(name => [name, new Float64Array(length).fill(level)]));
    const negative = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.map(x => -x)]));
    for (const odd of [constant(7), constant(0), negative, spiky]) {
      const out = runKernel(kernel, odd, parameters);
      for (const name of kernel.outputs) {
        expect(
          out[name]?.some(x => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY),
          name,
        ).toBe(false);
      }
    }
  });

  it('gives nothing for nothing, and takes a series shorter than its window', () => {
    for (const rows of [0, 1, Math.min(warmUp, 50)]) {
      const out = runKernel(kernel, cut(inputs, 0, rows), parameters);
      for (const name of kernel.outputs) expect(out[name]?.length, `${rows} rows`).toBe(rows);
    }
  });
});
