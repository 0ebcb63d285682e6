import type { Clock } from '../config/clock.ts';
import type { Log } from '../config/log.ts';
import type { Settings } from '../config/settings.ts';
import type { Translate } from '../config/text.ts';
import type { CandleStore } from '../data/candle-store/candle-store.ts';
import type { InstrumentRegistry } from '../data/instrument-registry.ts';
import type { Ledger } from '../data/ledger.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { Glossary } from '../knowledge/glossary/glossary.ts';
import type { Strategy } from '../models/backtest/strategy.ts';

/** What a tool may see. It holds no broker and no desk: looking and thinking is all that a tool can do. */
export type ToolContext = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly t: Translate;
  readonly market: MarketData;
  readonly registry: InstrumentRegistry;
  readonly store: CandleStore;
  /** Rows can be read; nothing in a tool writes them. */
  readonly ledger: Pick<Ledger, 'rows'>;
  readonly glossary: () => Glossary;
  readonly strategies: readonly Strategy[];
  readonly signal: AbortSignal;
  /** True once this turn has read text from outside. */
  readonly tainted: boolean;
  /** Id of the decision that this call belongs to. */
  readonly decisionId: string;
  /** A fresh reference under which a fault is logged. */
  reference(): string;
};
