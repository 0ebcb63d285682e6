import { z } from 'zod';
import { asQuaestorError } from '../config/errors.ts';
import { errorText } from '../config/messages.ts';
import type { Text } from '../config/text.ts';
import { advantageOn } from '../models/hybrid/judge-volatility.ts';
import { hybridName, type OpenedVersion } from '../models/hybrid/stored-version.ts';
import type { Champion } from '../models/volatility/champion.ts';
import { forecastOf } from '../models/volatility/forecast-of.ts';
import { type ForecastDays, VolatilityForecast } from '../models/volatility/forecaster.ts';
import { onCloseScale, type Prediction } from '../models/volatility/prediction.ts';
import type { Prices } from './bring-prices.ts';
import { modelShelf } from './model-shelf.ts';
import { networkSources } from './network-sources.ts';
import type { ToolContext } from './tool-context.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The volatility head on the tail of its training: rows that nothing was learned or chosen by. */
export const JudgedTail = z.strictObject({
  days: z.int().min(1),
  from: Day,
  to: Day,
  /** Mean QLIKE of the network and of log-HAR. */
  qlike: z.number(),
  qlikeLogHar: z.number(),
  /** Share of the outcomes between the outer quantiles, on the last rows of the tail. */
  latelyDays: z.int().min(1),
  latelyCoverage90: z.number().min(0).max(1),
});
export type JudgedTail = z.infer<typeof JudgedTail>;

export type NetworkVolatility = Prediction & { readonly champion: Champion; readonly judged: JudgedTail };

async function forecastBy(
  version: OpenedVersion,
  context: ToolContext,
  { instrument, series }: Prices,
  days: ForecastDays,
): Promise<NetworkVolatility> {
  const { judgement, manifest } = version;
  const sources = await networkSources(context, version.network.statistics.inputs, instrument, series);
  const { volatility, closeToClose, asOfOpenAt } = await context.models.reading(version, sources);
  const { logQuantiles, variance } = volatility.hybrid[days];
  const head = {
    symbol: series.symbol,
    model: 'hybrid',
    proxy: 'range' as const,
    asOfOpenAt,
    annualisation: instrument.daysPerYear,
    days,
  };
  const forecast = VolatilityForecast.parse(forecastOf(head, logQuantiles, variance));
  const judged = judgement.volatility[days - 1 ? 1 : 0];
  const { seeds, tail, lately, latelyCoverage90 } = judged;
  const advantage = advantageOn(judged, judgement.search ? 'tail' : 'all');
  return {
    ...onCloseScale(forecast, series, closeToClose ** 2),
    // What was judged ends before today: there is no record of the last days to show.
    record: undefined,
    champion: {
      model: 'hybrid',
      reason: { kind: 'promoted', version: manifest.version, advantage, seeds: seeds.length },
    },
    judged: {
      days: tail.rows,
      from: judgement.tailFrom,
      to: judgement.to,
      qlike: tail.network.qlike,
      qlikeLogHar: tail.logHar.qlike,
      latelyDays: lately.rows,
      latelyCoverage90,
    },
  };
}

/** What a promoted network cannot answer, so that another forecaster answers and says so. */
export type NetworkFault = { readonly fault: Text };

/**
 * Asks the promoted network of an instrument, where one is promoted and its judgement lets it serve volatility; the reason
 * where it cannot be asked.
 * @throws the signal's reason when it is aborted
 */
export async function askServing<Answer>(
  context: ToolContext,
  symbol: string,
  ask: (version: OpenedVersion) => Promise<Answer>,
): Promise<Answer | NetworkFault | undefined> {
  const { models, settings, signal, log } = context;
  const store = modelShelf(context);
  const name = hybridName(symbol);
  try {
    const promotion = store.promotion(name);
    // The manifest is asked first: no tensors are loaded for a version that does not serve volatility.
    if (!promotion || store.manifest(name, promotion.version).servedBy.volatility !== 'hybrid') return undefined;
    const version = await models.served(store, name, settings.models.tensorBackend);
    if (version?.judgement.servedBy.volatility.by !== 'hybrid') return undefined;
    return await ask(version);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = asQuaestorError(thrown);
    const reference = context.reference();
    log.warn('the promoted network could not be asked', { name, reference, error });
    const { blame, text, message } = error;
    return { fault: blame === 'bug' ? errorText(error, reference) : (text ?? { en: message, fr: message }) };
  }
}

/** The forecast of the promoted network. @throws as `askServing` */
export const networkVolatility = (
  context: ToolContext,
  prices: Prices,
  days: ForecastDays,
): Promise<NetworkVolatility | NetworkFault | undefined> =>
  askServing(context, prices.series.symbol, version => forecastBy(version, context, prices, days));
