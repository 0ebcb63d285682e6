import type { ApiKeyStore } from '../../data/api-key-store.ts';
import type { Agent } from '../agent.ts';
import type { ConversationShelf } from './conversation-shelf.ts';
import type { OpenStreams } from './open-streams.ts';
import type { RequestLimit } from './web-limit.ts';
import type { LiveChanges } from './web-live.ts';
import type { WebMetrics } from './web-metrics.ts';

/** What the routes of the web channel share. */
export type WebWorld = {
  readonly agent: Agent;
  readonly keys: ApiKeyStore;
  readonly shown: ConversationShelf;
  readonly live: LiveChanges;
  readonly streams: OpenStreams;
  readonly metrics: WebMetrics;
  /** What lets a browser in; undefined where the page is served to this machine alone. */
  readonly token: string | undefined;
  /** Wrong tokens, from everybody together: nobody guesses one. The right one is never refused. */
  readonly wrongTokens: RequestLimit;
};
