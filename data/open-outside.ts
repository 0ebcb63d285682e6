import { join } from 'node:path';
import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Settings } from '../config/settings.ts';
import { EventCalendar } from './events/event-calendar.ts';
import type { InstrumentRegistry } from './instrument-registry.ts';
import { MacroCsv } from './macro/macro-csv.ts';
import { MacroLive } from './macro/macro-live.ts';
import type { MacroSource } from './macro/macro-source.ts';
import type { MarketData } from './market/market-data.ts';
import { cascadeScorer } from './news/cascade-scorer.ts';
import type { HeadlineScorer } from './news/headline-scorer.ts';
import { symbolReader } from './news/mentioned-symbols.ts';
import { NewsReader } from './news/news-reader.ts';
import { NewsStore } from './news/news-store.ts';
import { ChainFolder } from './options/chain-folder.ts';

/** What is read beside prices. */
export type Outside = {
  /** @throws QuaestorError `config.missing-key` when nothing that has macro series is set up */
  readonly macro: () => MacroSource;
  readonly newsReader: NewsReader;
  readonly newsStore: NewsStore;
  readonly scorer: HeadlineScorer;
  readonly calendar: EventCalendar;
  readonly chains: ChainFolder;
};

const livesOnYahoo = (provider: Settings['market']['provider']): boolean => provider === 'yahoo' || provider === 'auto';

function openMacro({ outside, market: { provider } }: Settings, market: MarketData): MacroSource {
  const { csvFile, yieldUnit } = outside.macro;
  if (csvFile !== null) return new MacroCsv(csvFile, yieldUnit ?? undefined);
  if (livesOnYahoo(provider)) {
    return new MacroLive(async (name, signal) => {
      await market.update(name, '1d', { signal });
      return market.candles(name, '1d');
    }, yieldUnit ?? undefined);
  }
  throw new QuaestorError('config.missing-key', {
    en: 'No source of macro series is set up. Name a file in outside.macro.csvFile, or set market.provider to yahoo or auto.',
    fr: "Aucune source de séries macro n'est configurée. Indiquez un fichier dans outside.macro.csvFile, ou mettez market.provider à yahoo ou auto.",
  });
}

/** Opens what the settings name; nothing is read or asked before its first use. */
export function openOutside(
  settings: Settings,
  registry: InstrumentRegistry,
  market: MarketData,
  wall: Clock,
): Outside {
  const { news, headlines, calendar, options } = settings.outside;
  const folder = (name: string): string => join(settings.stateFolder, name);
  const newsStore = new NewsStore(folder('news'));
  const timeoutMs = news.timeoutSeconds * 1000;
  return {
    macro: () => openMacro(settings, market),
    newsReader: new NewsReader({
      feeds: news.feeds,
      store: newsStore,
      clock: wall,
      timeoutMs,
      symbolReader: () => symbolReader(registry),
    }),
    newsStore,
    scorer: cascadeScorer(headlines),
    calendar: new EventCalendar({
      url: calendar.url,
      cacheFile: folder('calendar.json'),
      clock: wall,
      cacheMinutes: calendar.cacheMinutes,
      timeoutMs,
    }),
    chains: new ChainFolder(options.csvFolder),
  };
}
