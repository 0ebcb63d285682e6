import { existsSync } from 'node:fs';
import { type Clock, wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import type { CandleStore } from '../candle-store/candle-store.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { CsvSource } from './csv-source.ts';
import type { DownloadOptions } from './download.ts';
import { HistoryMarket } from './history-market.ts';
import type { HistorySource } from './history-source.ts';
import { LiveMarket } from './live-market.ts';
import type { LiveSource } from './live-source.ts';
import type { MarketData } from './market-data.ts';
import { openReplay } from './open-replay.ts';
import { type LiveProvider, liveProviders, openLiveSource } from './open-source.ts';
import { SampleSource } from './sample-source.ts';
import { importShelf } from './store-shelf.ts';

/** What a test brings instead of the wall clock, real waiting and the network. */
export type MarketParts = {
  clock?: Clock;
  sleep?: DownloadOptions['sleep'];
  sources?: readonly LiveSource[];
};

/** In `auto` somebody waits while a source is tried that may be out of reach. */
const autoTimeoutMs = 3000;

function csvSource(settings: Settings, registry: InstrumentRegistry): CsvSource {
  const folder = settings.market.csvFolder;
  if (!folder || !existsSync(folder)) {
    throw new QuaestorError('config.invalid', `market.csvFolder is ${JSON.stringify(folder)}, which is not a folder.`);
  }
  return new CsvSource(folder, () => registry.list().map(one => one.symbol));
}

function liveMarket(
  settings: Settings,
  registry: InstrumentRegistry,
  store: CandleStore,
  { clock = wallClock, sleep, sources: given }: MarketParts,
): LiveMarket {
  const { provider, defaultSymbol, historyDays, timeoutSeconds } = settings.market;
  const auto = provider === 'auto';
  const timeoutMs = auto ? Math.min(autoTimeoutMs, timeoutSeconds * 1000) : timeoutSeconds * 1000;
  const chosen: readonly LiveProvider[] = liveProviders.filter(one => auto || one === provider);
  const sources = given ?? chosen.map(one => openLiveSource(one, settings, clock, timeoutMs));
  const imports = importShelf(
    store,
    sources.map(one => one.name),
  );
  return new LiveMarket({
    name: provider,
    registry,
    store,
    sources,
    histories: auto ? [imports, new SampleSource()] : [imports],
    fallsBack: auto,
    defaultSymbol,
    clock,
    depth: historyDays,
    sleep,
  });
}

/**
 * The market of the settings. Imported candles come before bundled ones, so that an import is seen at once.
 * @throws QuaestorError `config.invalid` when the csv folder is missing or a replay begins outside its history
 */
export function openMarket(
  settings: Settings,
  registry: InstrumentRegistry,
  store: CandleStore,
  parts: MarketParts = {},
): MarketData {
  const { provider, defaultSymbol } = settings.market;
  const adopted = <T extends Pick<MarketData, 'symbols'>>(holders: readonly T[]): readonly T[] => {
    for (const holder of holders) for (const symbol of holder.symbols()) registry.adopt(symbol);
    return holders;
  };
  if (provider === 'ccxt' || provider === 'yahoo' || provider === 'auto') {
    const market = liveMarket(settings, registry, store, parts);
    adopted([market]);
    return market;
  }
  const bundled = provider === 'csv' ? csvSource(settings, registry) : new SampleSource();
  const sources = adopted<HistorySource>([store, bundled]);
  if (provider === 'replay') return openReplay(settings, registry, sources, parts.clock ?? wallClock);
  return new HistoryMarket(registry, sources, defaultSymbol);
}
