import { describe, expect, it } from 'vitest';
import { remember } from '../../models/remember.ts';

describe('what is remembered', () => {
  it('is made once for the same numbers, whoever holds them, and anew for others', () => {
    let made = 0;
    const recall = remember<number>();
    const ask = (...columns: Float64Array[]) =>
      recall('key', columns, () => {
        made += 1;
        return made;
      });
    expect(ask(Float64Array.of(1, 2))).toBe(1);
    expect(ask(Float64Array.of(1, 2)), 'equal numbers').toBe(1);
    expect(ask(Float64Array.of(1, 3)), 'a corrected number').toBe(2);
    expect(ask(Float64Array.of(1)), 'fewer').toBe(3);
    expect(ask(Float64Array.of(1), Float64Array.of(1)), 'another column').toBe(4);
    expect(ask(Float64Array.of(Number.NaN), Float64Array.of(1))).toBe(5);
    expect(ask(Float64Array.of(Number.NaN), Float64Array.of(1)), 'NaN is itself here').toBe(5);
  });

  it('was copied: a column that is changed later is not mistaken for it', () => {
    const recall = remember<string>();
    const column = Float64Array.of(1, 2);
    recall('key', [column], () => 'before');
    column[1] = 5;
    expect(recall('key', [column], () => 'after')).toBe('after');
  });

  it('makes room for the newest by forgetting what was asked for longest ago', () => {
    const made: string[] = [];
    const recall = remember<undefined>(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
      recall(key, [], () => {
        made.push(key);
        return undefined;
      });
    }
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('forgets a promise that was rejected, so that what failed once is tried again', async () => {
    const recall = remember<Promise<number>>();
    const ask = (make: () => Promise<number>) => recall('key', [], make);
    await expect(ask(() => Promise.reject(new Error('the network is down')))).rejects.toThrow('down');
    expect(await ask(() => Promise.resolve(1))).toBe(1);
    expect(await ask(() => Promise.resolve(2)), 'kept').toBe(1);
  });
});
