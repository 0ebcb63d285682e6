import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';

/** @throws QuaestorError `model.bad-data` unless the candles are daily */
export function refuseOtherTimeframe(model: string, { symbol, timeframe }: CandleSeries): void {
  if (timeframe === '1d') return;
  throw new QuaestorError('model.bad-data', `${model} needs daily candles ("1d"), got "${timeframe}".`, { symbol });
}

/** The error of a history that is too short, with the number it needs. */
export function tooFewCandles(symbol: string, needed: number, got: number, days: number): QuaestorError {
  return new QuaestorError(
    'data.too-few-candles',
    {
      en: `A ${days}-day volatility forecast of "${symbol}" needs ${needed} daily candles, got ${got}.`,
      fr: `Une prévision de volatilité à ${days} jour(s) de « ${symbol} » demande ${needed} bougies quotidiennes, il y en a ${got}.`,
    },
    { symbol, needed, got, days },
  );
}

const isPrice = (price: number): boolean => price > 0 && price < Number.POSITIVE_INFINITY;

/**
 * Looks through the prices once and gives a check of any rows [from, to) of them, which costs next to nothing.
 * The check throws QuaestorError `data.bad-candle` that names the first candle without a high, low or close.
 */
export function priceCheck(series: CandleSeries): (from: number, to: number) => void {
  const { symbol, openAt, high, low, close } = series;
  const bad: number[] = [];
  for (let i = 0; i < series.length; i += 1) {
    if (!(isPrice(at(high, i)) && isPrice(at(low, i)) && isPrice(at(close, i)))) bad.push(i);
  }
  return (from, to) => {
    const row = bad.find(i => i >= from && i < to);
    if (row === undefined) return;
    const day = dayOf(at(openAt, row));
    const prices = [at(high, row), at(low, row), at(close, row)].join(', ');
    throw new QuaestorError(
      'data.bad-candle',
      {
        en: `The candle of "${symbol}" on ${day} has a high, low or close that is not a positive number: ${prices}.`,
        fr: `La bougie de « ${symbol} » du ${day} a un haut, un bas ou une clôture qui n'est pas un nombre positif : ${prices}.`,
      },
      { symbol, day },
    );
  };
}
