import type { Log } from '../config/log.ts';
import type { RecentLog } from '../config/recent-log.ts';
import type { Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import type { SqliteLedger } from '../data/ledger.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { OutboxStore } from '../data/outbox-store.ts';
import type { FeedbackStore } from '../knowledge/memory/feedback.ts';
import type { Spending } from '../models/llm/spending.ts';
import type { Models } from '../tools/models.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { ConversationStore } from './conversation.ts';
import type { Cycle } from './cycle.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Desk } from './desk/desk.ts';
import type { Door } from './door.ts';
import type { FeedbackLinks } from './feedback-links.ts';
import type { Loop } from './loop.ts';
import type { OpenedAlerts } from './open-alerts.ts';
import type { Person } from './people.ts';
import type { Register } from './register.ts';
import type { Scenes } from './scenes.ts';

/** Everything that `openAgent` puts together once. */
export type AgentParts = {
  settings: Settings;
  log: Log;
  /** The last lines of the log. */
  recentLog: RecentLog;
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
  /** Who the people are, on all their channels. */
  register: Register;
  /** Messages to people outside a turn, and the copies of proposals' cards. */
  delivery: Delivery;
  outbox: OutboxStore;
  alerting: OpenedAlerts;
  /** What people said of answers, and the links in e-mails with which they say it. */
  feedback: FeedbackStore;
  feedbackLinks: FeedbackLinks;
  /** What language models have cost, by day and person. */
  spending: Spending;
  contextFor(person: Person, signal: AbortSignal, reference: () => string): ToolContext;
  /** Lets outside servers go and closes the database. */
  close(): Promise<void>;
};
