import { type Text, type Translate, translateTo } from '../config/text.ts';
import { at } from '../data/at.ts';
import { type CandleSeries, dayOf } from '../data/candle.ts';
import { indicators } from '../data/features/indicators.ts';
import type { Instrument } from '../data/instrument.ts';
import type { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { drawdownsOf } from '../models/performance/drawdown.ts';
import { sampleDeviation } from '../models/performance/moments.ts';
import { ChartSpec } from './chart-spec.ts';
import { columnName, parametersFor } from './column-name.ts';
import { indicatorOf } from './term-figures.ts';

/** Sessions that a chart of a lesson shows: about a year. */
const shown = 250;
/** Returns in a window of realised volatility: about a month. */
const month = 21;

type Column = { readonly name: Text; readonly values: Float64Array; readonly pane: number };

/** Annualised sample deviation of the last 21 simple returns, in percent; NaN where there are fewer. */
function rollingVolatility(close: Float64Array, daysPerYear: number): Float64Array {
  const returns = close.map((price, i) => (i === 0 ? Number.NaN : price / at(close, i - 1) - 1));
  return close.map((_price, i) =>
    i < month ? Number.NaN : 100 * Math.sqrt(daysPerYear) * sampleDeviation(returns.subarray(i + 1 - month, i + 1)),
  );
}

/** What is drawn below the prices, by the word that a term's id holds. */
const below: readonly (readonly [RegExp, (series: CandleSeries, instrument: Instrument) => Column])[] = [
  [
    /drawdown|losing|recovery/,
    ({ close }) => ({
      name: { en: 'Below the peak, %', fr: 'Sous le sommet, %' },
      values: drawdownsOf(close).map(share => -100 * share),
      pane: 1,
    }),
  ],
  [
    /volatil|variance|deviation|vix|garch|har|quantile/,
    ({ close }, { daysPerYear }) => ({
      name: { en: '21-day volatility, % a year', fr: 'Volatilité sur 21 jours, % par an' },
      values: rollingVolatility(close, daysPerYear),
      pane: 1,
    }),
  ],
];

function columnsFor(entry: GlossaryEntry, series: CandleSeries, instrument: Instrument): Column[] {
  const indicator = indicatorOf(entry);
  if (indicator) {
    const parameters = parametersFor(indicator, undefined);
    return Object.entries(indicators[indicator].compute(series, parameters)).map(([column, values]) => {
      const label = (language: 'en' | 'fr') => columnName(indicator, column, parameters, translateTo(language));
      const pane = indicators[indicator].pane === 'price' ? 0 : 1;
      return { name: { en: label('en'), fr: label('fr') }, values, pane };
    });
  }
  const made = below.find(([pattern]) => pattern.test(entry.id))?.[1];
  return made ? [made(series, instrument)] : [];
}

const drawn = (values: Float64Array, from: number): (number | null)[] =>
  Array.from(values.subarray(from), value => (Number.isFinite(value) ? Number(value.toFixed(4)) : null));

/** A year of real closes of the instrument with what the term measures on them, in both languages. */
export function lessonChart(
  entry: GlossaryEntry,
  series: CandleSeries,
  instrument: Instrument,
): Record<'en' | 'fr', ChartSpec> {
  const from = Math.max(0, series.length - shown);
  const columns = columnsFor(entry, series, instrument);
  const chart = (t: Translate): ChartSpec =>
    ChartSpec.parse({
      title: t(instrument.name),
      times: Array.from(series.openAt.subarray(from), dayOf),
      lines: [
        { name: t({ en: 'Close', fr: 'Clôture' }), values: drawn(series.close, from) },
        ...columns.map(({ name, values, pane }) => ({ name: t(name), values: drawn(values, from), pane })),
      ],
    });
  return { en: chart(translateTo('en')), fr: chart(translateTo('fr')) };
}
