import type { Clock } from '../config/clock.ts';
import type { Log } from '../config/log.ts';
import type { Settings } from '../config/settings.ts';
import type { Text, Translate } from '../config/text.ts';
import type { CandleStore } from '../data/candle-store/candle-store.ts';
import type { InstrumentRegistry } from '../data/instrument-registry.ts';
import type { Ledger } from '../data/ledger.ts';
import type { ChainHead, StoredRow } from '../data/ledger-chain.ts';
import type { LiveSource } from '../data/market/live-source.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { LiveProvider } from '../data/market/open-source.ts';
import type { Outside } from '../data/open-outside.ts';
import type { Glossary } from '../knowledge/glossary/glossary.ts';
import type { DecisionReading } from '../knowledge/memory/decision-memory.ts';
import type { FeedbackLabel } from '../knowledge/memory/feedback.ts';
import type { Learner } from '../knowledge/quiz/learner.ts';
import type { Library } from '../knowledge/retrieval/library.ts';
import type { Strategy } from '../models/backtest/strategy.ts';
import type { AlertRules } from './alert-rule.ts';
import type { Lab } from './lab.ts';
import type { Models } from './models.ts';

/** What a tool may see. It holds no broker and no desk: looking and thinking is all that a tool can do. */
export type ToolContext = {
  readonly settings: Settings;
  /** The market's clock; on stored history it stands at the last candle. */
  readonly clock: Clock;
  /** The clock on the wall. */
  readonly wall: Clock;
  readonly log: Log;
  readonly t: Translate;
  readonly market: MarketData;
  readonly registry: InstrumentRegistry;
  readonly store: CandleStore;
  /** A source on the network by the name of its provider; nothing is asked before its first use. */
  readonly live: (provider: LiveProvider) => LiveSource;
  readonly outside: Outside;
  readonly lab: Lab;
  readonly models: Models;
  /** Rows can be read; nothing in a tool writes them. */
  readonly ledger: Pick<Ledger, 'rows'>;
  /** Every row of the ledger as it is stored, with its hash. */
  readonly audit: () => { readonly rows: readonly StoredRow[]; readonly head: ChainHead | undefined };
  /** What the portfolio manager decided, and what came of it; nothing in a tool writes it. */
  readonly decisions: DecisionReading;
  readonly glossary: () => Glossary;
  /** Everything written, ours and imported, searched by meaning. */
  readonly library: () => Library;
  /** What the person who asks has learnt, and at which level they want explanations. */
  readonly learner: Learner;
  /** What people said of answers, with the answers. */
  readonly feedback: () => readonly FeedbackLabel[];
  /** What the person who asks wants to be told. */
  readonly alerts: AlertRules;
  /** Writes down a question that no entry answers. */
  noteGap(question: string): void;
  readonly strategies: readonly Strategy[];
  readonly signal: AbortSignal;
  /** Says how far a long piece of work has come: a share from 0 to 1, and what it is at. */
  progress(share: number, at: Text): void;
  /** True once this turn has read text from outside. */
  readonly tainted: boolean;
  /** Id of the decision that this call belongs to. */
  readonly decisionId: string;
  /** A fresh reference under which a fault is logged. */
  reference(): string;
};
