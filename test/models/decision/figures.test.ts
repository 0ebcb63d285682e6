import { describe, expect, it } from 'vitest';
import { figure, figures } from '../../../models/decision/figures.ts';

describe('numbers of a prompt', () => {
  it('have six significant digits of the largest of their series', () => {
    expect(figures([0.341287, 0.34])).toEqual(['0.341287', '0.340000']);
    expect(figures([-0.00012345])).toEqual(['-0.000123450']);
    expect(figures([1234567, 3.14])).toEqual(['1234567', '3']);
  });

  it('have the decimals of the tick', () => {
    expect(figure(67342.456, { tick: 0.1 })).toBe('67342.5');
    expect(figure(5, { tick: 0.25 })).toBe('5.00');
    expect(figure(1234.6, { tick: 5 })).toBe('1235');
  });

  it('never print zero for what is not zero, nor a number for none', () => {
    expect(figures([1e6, 1e-9])).toEqual(['1000000', '1e-9']);
    expect(figure(0.001, { tick: 0.01 })).toBe('0.001');
    expect(figures([0, Number.NaN, Number.POSITIVE_INFINITY])).toEqual(['0', 'n/a', 'n/a']);
  });
});
