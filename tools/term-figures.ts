import type { Text, Translate } from '../config/text.ts';
import { translateTo } from '../config/text.ts';
import { type CandleSeries, dayOf } from '../data/candle.ts';
import { IndicatorName } from '../data/features/indicators.ts';
import type { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { termKey } from '../knowledge/glossary/term-key.ts';
import { drawdownsOf } from '../models/performance/drawdown.ts';
import { correlation } from '../models/performance/moments.ts';
import { sharpeRatio, sortinoRatio, volatility } from '../models/performance/return-statistics.ts';
import { asOf } from './as-of.ts';
import { bringPrices, type Prices } from './bring-prices.ts';
import { getPrice } from './get-price.ts';
import { predictVolatility } from './predict-volatility.ts';
import { readRegime } from './read-regime.ts';
import { showIndicators } from './show-indicators.ts';
import type { Tool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

/** What a term is worth in the person's own market, with its date. */
export type TermFigure = { readonly line: Text; readonly asOf: Text };

type Compute = (context: ToolContext) => Promise<TermFigure | undefined>;

const inBoth = (make: (t: Translate) => string): Text => ({ en: make(translateTo('en')), fr: make(translateTo('fr')) });

/** What another tool says first of the default instrument; nothing where it cannot answer. */
function saidBy(tool: Tool, more: Readonly<Record<string, unknown>> = {}): Compute {
  return async context => {
    const input = { symbol: context.settings.market.defaultSymbol, ...more };
    const english = await tool.call(input, { ...context, t: translateTo('en') });
    const french = await tool.call(input, { ...context, t: translateTo('fr') });
    const [en, fr] = [english.card, french.card];
    if (!english.ok || !french.ok || !en.lead || !fr.lead || !en.footnote || !fr.footnote) return undefined;
    return { line: { en: en.lead, fr: fr.lead }, asOf: { en: en.footnote, fr: fr.footnote } };
  };
}

const returnsOf = (close: Float64Array): Float64Array =>
  close.subarray(1).map((price, i) => price / (close[i] ?? Number.NaN) - 1);

/** Sessions of the last year, with the close before it. */
const lastYear = ({ series, instrument }: Prices): Float64Array => series.close.slice(-(instrument.daysPerYear + 1));

type Measured = (prices: Prices, t: Translate) => string | undefined;

/** A sentence computed from the closes of the default instrument. */
function measured(sentence: Measured): Compute {
  return async context => {
    const prices = await bringPrices(context, context.settings.market.defaultSymbol);
    const [en, fr] = [sentence(prices, translateTo('en')), sentence(prices, translateTo('fr'))];
    if (en === undefined || fr === undefined) return undefined;
    const openAt = prices.series.openAt.at(-1) ?? 0;
    return { line: { en, fr }, asOf: inBoth(t => asOf(openAt, prices.origin, t)) };
  };
}

const drawdown: Measured = ({ series, instrument: { name } }, t) => {
  const falls = drawdownsOf(series.close);
  const [now, deepest] = [falls.at(-1) ?? Number.NaN, falls.reduce((most, one) => Math.max(most, one), 0)];
  const [a, b] = [t.percent(now, 1), t.percent(deepest, 1)];
  return t({
    en: `${name.en} now stands ${a} below its highest close; its deepest fall since ${firstDay(series)} was ${b}.`,
    fr: `${name.fr} est à présent ${a} sous sa plus haute clôture ; sa plus forte baisse depuis le ${firstDay(series)} a été de ${b}.`,
  });
};

const firstDay = ({ openAt }: CandleSeries): string => dayOf(openAt[0] ?? 0);

/** A ratio of holding the instrument over the last year. */
const ratio =
  (label: Text, of: typeof sharpeRatio): Measured =>
  (prices, t) => {
    const { name, daysPerYear } = prices.instrument;
    const { value } = of(returnsOf(lastYear(prices)), daysPerYear);
    if (value === null) return undefined;
    return t({
      en: `Holding ${name.en} over the last ${daysPerYear} sessions had a ${label.en} of ${t.number(value)}.`,
      fr: `Conserver ${name.fr} pendant les ${daysPerYear} dernières séances a eu un ${label.fr} de ${t.number(value)}.`,
    });
  };

const realised: Measured = ({ series, instrument: { name, daysPerYear } }, t) => {
  const { value } = volatility(returnsOf(series.close.slice(-22)), daysPerYear);
  if (value === null) return undefined;
  return t({
    en: `Over the last 21 sessions ${name.en} moved with a volatility of ${t.percent(value, 1)} a year.`,
    fr: `Sur les 21 dernières séances, ${name.fr} a bougé avec une volatilité de ${t.percent(value, 1)} par an.`,
  });
};

/** Day to day: of its own returns with those of the day before, since one instrument is all that is always there. */
const ownCorrelation: Measured = (prices, t) => {
  const returns = returnsOf(lastYear(prices));
  const value = correlation(returns.slice(1), returns.slice(0, -1));
  if (!Number.isFinite(value)) return undefined;
  const { name } = prices.instrument;
  return t({
    en: `Over the last year, returns of ${name.en} had a correlation of ${t.number(value)} with those of the day before.`,
    fr: `Sur la dernière année, les rendements de ${name.fr} ont eu une corrélation de ${t.number(value)} avec ceux de la veille.`,
  });
};

const forecast = saidBy(predictVolatility);
const regime = saidBy(readRegime);
const sharpe = measured(ratio({ en: 'Sharpe ratio', fr: 'ratio de Sharpe' }, sharpeRatio));

/** Which figure goes with which term; indicators are found by their names. */
const figures: Readonly<Record<string, Compute>> = {
  volatility: forecast,
  'volatility-forecast': forecast,
  'volatility-quantile': forecast,
  'volatility-regime': forecast,
  'annualised-volatility': measured(realised),
  'realised-volatility': measured(realised),
  'historical-volatility': measured(realised),
  drawdown: measured(drawdown),
  'maximum-drawdown': measured(drawdown),
  'drawdown-ladder': measured(drawdown),
  'sharpe-ratio': sharpe,
  'sortino-ratio': measured(ratio({ en: 'Sortino ratio', fr: 'ratio de Sortino' }, sortinoRatio)),
  correlation: measured(ownCorrelation),
  'market-regime': regime,
  'bull-market': regime,
  'bear-market': regime,
  'range-bound-market': regime,
  'volatile-market': regime,
  'defensive-route': regime,
  vix: saidBy(getPrice, { symbol: 'VIX' }),
  index: saidBy(getPrice),
  'sp-500': saidBy(getPrice, { symbol: 'SPX' }),
};

/** The indicator that an entry explains; undefined for another term. */
export function indicatorOf({ en }: GlossaryEntry): IndicatorName | undefined {
  const names = new Set([en.term, ...en.aliases].map(termKey));
  return IndicatorName.options.find(name => names.has(termKey(name.replaceAll('_', ' '))));
}

/**
 * A term in figures of the default instrument, where there is something to compute and the data for it: from the same
 * functions as the tools, never made up.
 */
export async function termFigure(entry: GlossaryEntry, context: ToolContext): Promise<TermFigure | undefined> {
  const indicator = indicatorOf(entry);
  const compute = figures[entry.id] ?? (indicator && saidBy(showIndicators, { indicators: [indicator] }));
  if (!compute) return undefined;
  try {
    return await compute(context);
  } catch (error) {
    context.log.info('no figure for a term', { term: entry.id, error });
    return undefined;
  }
}
