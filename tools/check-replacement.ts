import { attempt } from '../config/attempt.ts';
import { QuaestorError } from '../config/errors.ts';
import { at } from '../data/at.ts';
import { type CandleSeries, dayOf, Timeframe, timeframeMs } from '../data/candle.ts';
import { firstRowFrom } from '../data/quality/first-row-from.ts';
import type { ToolContext } from './tool-context.ts';

/** Prices of one instrument may be that far apart, by a split or a long time between them; further apart they are of another. */
const mostTimes = 3;
const mostSamples = 500;

/** What is stored of a symbol to compare with: the same timeframe, else the longest. */
function reference(
  { market }: Pick<ToolContext, 'market'>,
  symbol: string,
  timeframe: Timeframe,
): CandleSeries | undefined {
  const others = [...Timeframe.options].reverse();
  for (const one of [timeframe, ...others]) {
    const series = attempt(() => market.candles(symbol, one));
    if (series && series.length > 0) return series;
  }
  return undefined;
}

type Pair = { openAt: number; given: number; stored: number; apartMs: number };

/** A candle beside the stored one nearest in time. */
function pairOf(series: CandleSeries, row: number, stored: CandleSeries): Pair {
  const openAt = at(series.openAt, row);
  const after = firstRowFrom(stored.openAt, openAt);
  const apart = (other: number): number => Math.abs((stored.openAt[other] ?? Number.POSITIVE_INFINITY) - openAt);
  const nearest = after > 0 && apart(after - 1) < apart(after) ? after - 1 : after;
  return { openAt, given: at(series.close, row), stored: at(stored.close, nearest), apartMs: apart(nearest) };
}

/** Pairs at common times, within one candle; without any the one pair that is nearest. */
function pairsOf(series: CandleSeries, stored: CandleSeries): Pair[] {
  const stride = Math.max(1, Math.floor(series.length / mostSamples));
  const rows = Array.from({ length: Math.ceil(series.length / stride) }, (_, i) => i * stride);
  const pairs = [...rows, series.length - 1].map(row => pairOf(series, row, stored));
  const common = pairs.filter(({ apartMs }) => apartMs < timeframeMs[stored.timeframe]);
  return common.length > 0 ? common : pairs.sort((a, b) => a.apartMs - b.apartMs).slice(0, 1);
}

/**
 * Refuses prices that are by far not those stored of a symbol, as when a file is imported under the wrong name.
 * @throws QuaestorError `data.bad-file` with both prices and how to go on all the same
 */
export function checkReplacement(series: CandleSeries, file: string, context: Pick<ToolContext, 'market'>): void {
  const { symbol, timeframe } = series;
  const stored = reference(context, symbol, timeframe);
  if (!stored) return;
  const times = ({ given, stored: price }: Pair): number => Math.max(given / price, price / given);
  const pairs = pairsOf(series, stored).sort((a, b) => times(a) - times(b));
  const middle = pairs[Math.floor(pairs.length / 2)];
  if (!middle || times(middle) <= mostTimes) return;
  const { openAt, given, stored: price } = middle;
  throw new QuaestorError(
    'data.bad-file',
    {
      en: `"${file}" does not look like ${symbol}: on ${dayOf(openAt)} it has ${given}, the stored history ${price}. Nothing was changed. To import it all the same, set replace to true.`,
      fr: `« ${file} » ne ressemble pas à ${symbol} : au ${dayOf(openAt)}, il donne ${given}, l'historique enregistré ${price}. Rien n'a été modifié. Pour l'importer quand même, mettez replace à true.`,
    },
    { symbol, given, stored: price },
  );
}
