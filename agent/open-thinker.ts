import { attempt } from '../config/attempt.ts';
import { wallClock } from '../config/clock.ts';
import type { Log } from '../config/log.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Language, Settings } from '../config/settings.ts';
import { fold } from '../config/suggest.ts';
import { dayOf } from '../data/candle.ts';
import type { InstrumentRegistry } from '../data/instrument-registry.ts';
import { MacroLive } from '../data/macro/macro-live.ts';
import { macroNames } from '../data/macro/macro-series.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { Outside } from '../data/open-outside.ts';
import type { Glossary } from '../knowledge/glossary/glossary.ts';
import type { Strategy } from '../models/backtest/strategy.ts';
import { openBreaker } from '../models/llm/breaker.ts';
import type { PlannerWorld } from '../models/planner/planner-world.ts';
import type { Tool } from '../tools/tool.ts';
import { plannerTool } from './planner-tool.ts';
import type { Thinker } from './thinker.ts';

export type ThinkerParts = {
  settings: Settings;
  secrets: Secrets;
  tools: readonly Tool[];
  log: Log;
  market: MarketData;
  registry: InstrumentRegistry;
  strategies: readonly Strategy[];
  glossary: () => Glossary;
  outside: Outside;
  defaultSymbol: string;
};

/** What the planner knows of the world, in the reader's language. */
export function plannerWorld(
  parts: Omit<ThinkerParts, 'settings' | 'secrets' | 'tools' | 'log'>,
  language: Language,
): PlannerWorld {
  const { market, registry, strategies, glossary, outside, defaultSymbol } = parts;
  const names = strategies.flatMap(({ name, title, nicknames }) =>
    [name, title.en, title.fr, ...nicknames].map(one => [fold(one), name] as const),
  );
  return {
    language,
    defaultSymbol,
    get today() {
      return dayOf(market.now());
    },
    get symbols() {
      return new Map([...registry.names()].map(([name, { symbol }]) => [name, symbol]));
    },
    get macroOnly() {
      const source = attempt(outside.macro);
      // A live market brings the candles of these when it is asked for their price.
      if (!source || source instanceof MacroLive) return new Set<string>();
      const stored = market.symbols();
      return new Set<string>(macroNames.filter(name => !stored.includes(name)));
    },
    strategies: new Map(names),
    terms: () => glossary().keys(),
  };
}

/** Opens the chain of language models with the offline planner as its last link. Nothing heavy is loaded before the first turn. */
export function openThinker(parts: ThinkerParts): Thinker {
  const { settings, secrets, tools, log } = parts;
  const catalogue = tools.map(plannerTool);
  const breaker = openBreaker({
    failures: settings.llm.breakerFailures,
    restMs: settings.llm.breakerSeconds * 1000,
    clock: wallClock,
  });
  const open = async (language: Language) => {
    const [{ OfflinePlanner }, { openLinks }, { providerChain }] = await Promise.all([
      import('../models/planner/offline-planner.ts'),
      import('../models/llm/open-links.ts'),
      import('../models/llm/provider-chain.ts'),
    ]);
    const model = new OfflinePlanner({ tools: catalogue, world: plannerWorld(parts, language) });
    const links = await openLinks(settings.llm, secrets, model);
    const onAlert = (alert: object) => log.error('a language model needs an admin', { alert });
    const offline = providerChain(links.slice(-1), { log });
    return { model, chain: providerChain(links, { breaker, secrets, log, onAlert }), offline };
  };
  const opened = new Map<Language, ReturnType<typeof open>>();
  return language => {
    const known = opened.get(language) ?? open(language);
    opened.set(language, known);
    return known;
  };
}
