import { existsSync } from 'node:fs';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import { CandleStore } from '../candle-store.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { HistoryMarket } from './history-market.ts';
import type { HistorySource } from './history-source.ts';
import type { MarketData } from './market-data.ts';
import { SampleSource } from './sample-source.ts';

/**
 * The market of the settings. Imported candles come first, so that an import is seen at once.
 * @throws QuaestorError `config.invalid` when the csv folder is missing.
 */
export function openMarket(settings: Settings, registry: InstrumentRegistry, store: CandleStore): MarketData {
  const sources: HistorySource[] = [store];
  if (settings.market.provider === 'csv') {
    const folder = settings.market.csvFolder;
    if (!folder || !existsSync(folder)) {
      throw new QuaestorError(
        'config.invalid',
        `market.csvFolder is ${JSON.stringify(folder)}, which is not a folder.`,
      );
    }
    sources.push(new CandleStore(folder, () => registry.list().map(one => one.symbol), 'csv'));
  } else sources.push(new SampleSource());
  for (const source of sources) for (const symbol of source.symbols()) registry.adopt(symbol);
  return new HistoryMarket(registry, sources, settings.market.defaultSymbol);
}
