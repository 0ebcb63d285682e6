import { QuaestorError } from '../config/errors.ts';
import { at } from './at.ts';
import { type CandleSeries, timeframeMs } from './candle.ts';

const instantOf = ({ openAt, timeframe }: CandleSeries, row: number): string => {
  const text = new Date(at(openAt, row)).toISOString();
  return timeframeMs[timeframe] >= timeframeMs['1d'] ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
};

/** What is wrong with a row, if anything: candles are numbers above zero, inside their high and low, and in order. */
function faultAt({ openAt, open, high, low, close, volume }: CandleSeries, i: number): string | undefined {
  const top = at(high, i);
  const bottom = at(low, i);
  const first = at(open, i);
  const last = at(close, i);
  const inside = Math.min(first, last) >= bottom && Math.max(first, last) <= top;
  if (!(bottom > 0 && top < Number.POSITIVE_INFINITY && inside)) {
    return `open ${first}, high ${top}, low ${bottom}, close ${last}`;
  }
  if (!(at(volume, i) >= 0)) return `volume ${at(volume, i)}`;
  return i > 0 && !(at(openAt, i) > at(openAt, i - 1)) ? 'not after the candle before it' : undefined;
}

/**
 * Refuses candles that cannot be played: prices that are missing, not positive or outside high and low, a missing
 * volume, rows that are not in order. Times without a candle are no fault: markets close.
 * @throws QuaestorError `data.bad-candle` that names the first such row with its values
 */
export function checkSeries(series: CandleSeries): void {
  for (let i = 0; i < series.length; i += 1) {
    const fault = faultAt(series, i);
    if (fault === undefined) continue;
    const [symbol, instant] = [series.symbol, Number.isFinite(at(series.openAt, i)) ? instantOf(series, i) : '?'];
    throw new QuaestorError(
      'data.bad-candle',
      {
        en: `The candle ${i} of ${symbol} (${instant}) cannot be played: ${fault}. check_data tells what is wrong with a history.`,
        fr: `La bougie ${i} de ${symbol} (${instant}) ne peut pas être jouée : ${fault}. check_data dit ce qui ne va pas dans un historique.`,
      },
      { symbol, row: i },
    );
  }
}
