import { sma } from '../../../data/features/sma.ts';
import { referenceCandles } from '../../kit/reference-data.ts';

const first = 200;

/**
 * Daily returns of 19 SMA crosses on SPY, 1998 to 2021: long on the day after fast is above slow, else out of the market.
 * 5,648 rows each.
 */
export function smaGrid(): { names: string[]; columns: Float64Array[] } {
  const { close, length } = referenceCandles('spy-daily.csv', 'SPY');
  const value = (column: Float64Array, i: number) => column[i] ?? Number.NaN;
  const pairs = [5, 10, 20, 50].flatMap(fast => [30, 60, 100, 150, 200].map(slow => [fast, slow] as const));
  const crosses = pairs.filter(([fast, slow]) => fast < slow);
  const columns = crosses.map(([fast, slow]) => {
    const [a, b] = [sma(close, fast), sma(close, slow)];
    return Float64Array.from({ length: length - 1 - first }, (_, row) => {
      const i = first + row;
      return value(a, i) > value(b, i) ? value(close, i + 1) / value(close, i) - 1 : 0;
    });
  });
  return { names: crosses.map(([fast, slow]) => `${fast}/${slow}`), columns };
}
