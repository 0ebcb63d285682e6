import type { Log } from '../config/log.ts';
import type { Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import type { SqliteLedger } from '../data/ledger.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { Spending } from '../models/llm/spending.ts';
import type { Models } from '../tools/models.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { ConversationStore } from './conversation.ts';
import type { Cycle } from './cycle.ts';
import type { Desk } from './desk/desk.ts';
import type { Door } from './door.ts';
import type { Loop } from './loop.ts';
import type { Person } from './people.ts';
import type { Scenes } from './scenes.ts';

/** Everything that `openAgent` puts together once. */
export type AgentParts = {
  settings: Settings;
  log: Log;
  database: Database;
  ledger: SqliteLedger;
  market: MarketData;
  tools: readonly Tool[];
  desk: Desk;
  door: Door;
  loop: Loop;
  scenes: Scenes;
  cycle: Cycle;
  models: Models;
  conversations: ConversationStore;
  /** What language models have cost, by day and person. */
  spending: Spending;
  contextFor(person: Person, signal: AbortSignal, reference: () => string): ToolContext;
  /** Lets outside servers go and closes the database. */
  close(): Promise<void>;
};
