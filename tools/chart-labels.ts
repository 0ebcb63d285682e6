import type { Language } from '../config/settings.ts';
import type { ChartSpec } from './chart-spec.ts';
import { isDay, type TickUnit } from './chart-ticks.ts';

export type ChartLabels = {
  /** A value on the axis: short, as many decimals as the scale asks for. */
  axis(value: number): string;
  /** A value in a tooltip or on a level, in full. */
  value(value: number | null | undefined): string;
  /** A label of the time axis as a tick of that unit; January bears its year. */
  tick(text: string, unit: TickUnit | undefined): string;
  /** The same with weekday and year. */
  fullTime(index: number): string;
};

/** Days as the British write them: no comma, no doubt about the order. */
const dayLocales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };
const numberLocales: Readonly<Record<Language, string>> = { en: 'en-US', fr: 'fr-FR' };

/** Decimals at which the scale's steps (about a fifth of the range) differ. */
const decimalsFor = (range: number): number =>
  range > 0 ? Math.min(6, Math.max(0, Math.ceil(-Math.log10(range / 5)))) : 2;

/** True where the scale's steps still differ when its values are written as 100.1K, 2.3M. */
function areLarge(low: number, high: number): boolean {
  const most = Math.max(Math.abs(low), Math.abs(high));
  const step = 1000 ** Math.floor(Math.log10(most) / 3) / 10;
  return most >= 100_000 && (high - low) / 5 >= step;
}

/** How the numbers and days of a chart are written in a language. `low` and `high` are the ends of its main scale. */
export function chartLabels(spec: ChartSpec, language: Language, low: number, high: number): ChartLabels {
  const locale = numberLocales[language];
  const decimals = decimalsFor(high - low);
  const short = new Intl.NumberFormat(
    locale,
    areLarge(low, high)
      ? { notation: 'compact', maximumFractionDigits: 1 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  );
  const full = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.max(2, decimals + 1),
  });
  const day = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dayLocales[language], { ...parts, timeZone: 'UTC' });
  const formats = {
    day: day({ day: 'numeric', month: 'short' }),
    month: day({ month: 'short' }),
    year: day({ year: 'numeric' }),
  };
  const long = day({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const written = (text: string, format: Intl.DateTimeFormat | undefined): string =>
    format && isDay(text) ? format.format(Date.parse(text)) : text;
  return {
    axis: value => short.format(value),
    value: value => (value === null || value === undefined || !Number.isFinite(value) ? '–' : full.format(value)),
    tick(text, unit) {
      const january = unit === 'month' && text.slice(5, 7) === '01';
      return written(text, unit === undefined ? undefined : formats[january ? 'year' : unit]);
    },
    fullTime: index => written(spec.times[index] ?? '', long),
  };
}
