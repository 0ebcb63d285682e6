import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { wallClock } from '../../config/clock.ts';
import { ApiKeyStore } from '../../data/api-key-store.ts';
import type { Agent } from '../agent.ts';
import { chatRoutes } from './api-chat.ts';
import { healthRoutes } from './api-health.ts';
import { proposalRoutes } from './api-proposals.ts';
import { mount, type Route, type WebEnvironment } from './api-route.ts';
import { toolRoutes } from './api-tools.ts';
import { ConversationShelf } from './conversation-shelf.ts';
import { OpenStreams } from './open-streams.ts';
import { pageFile } from './page-files.ts';
import { commandRoutes } from './web-commands.ts';
import { conversationRoutes } from './web-conversations.ts';
import { refusal } from './web-error.ts';
import { enter, formRoutes, loginPage } from './web-forms.ts';
import { glossaryRoutes } from './web-glossary.ts';
import { guard } from './web-guard.ts';
import { RequestLimit } from './web-limit.ts';
import { LiveChanges } from './web-live.ts';
import { serveMcp } from './web-mcp.ts';
import { WebMetrics } from './web-metrics.ts';
import { pageRoutes } from './web-page-routes.ts';
import { settingsRoutes } from './web-settings.ts';
import { tapRoutes } from './web-tap.ts';
import type { WebWorld } from './web-world.ts';

export type WebOptions = {
  /** What lets a browser in; without one the page is served to this machine alone. */
  token?: string | undefined;
  /** Of one client: a key, a person, or an address. */
  requestsPerMinute?: number;
  /** Whose page it is: the user of the settings, unless one server serves several people. */
  personOf?: (context: Context) => string;
};

const defaultRequestsPerMinute = 240;
const wrongTokensPerMinute = 10;
/** Stopping trading is never to wait: no person and no panicking script says it more often. */
const stopsPerMinute = 600;
const streamsOfOne = 8;

/** Every route of the web channel; the document of the API is made from this list. */
export const webRoutes: readonly Route[] = [
  ...chatRoutes,
  ...proposalRoutes,
  ...toolRoutes,
  ...pageRoutes,
  ...tapRoutes,
  ...conversationRoutes,
  ...commandRoutes,
  ...glossaryRoutes,
  ...settingsRoutes,
  ...formRoutes,
  ...healthRoutes(() => webRoutes),
];

const counted =
  ({ metrics }: WebWorld): MiddlewareHandler =>
  async (context, next) => {
    await next();
    metrics.request(context.req.routePath, context.req.method, context.res.status);
  };

/** The page's files, to everybody; the page itself to who is let in, and to others the way in. */
async function file(context: Context<WebEnvironment>, world: WebWorld): Promise<Response> {
  const { path } = context.req;
  const offered = context.req.query('token');
  if (path === '/' && offered !== undefined) return enter(context, world, offered);
  if (path === '/' && context.get('caller').by === 'nobody') return context.html(loginPage(context, world), 401);
  const found = await pageFile(path);
  if (!found) return context.text('There is nothing here.', 404);
  return context.body(found.content, 200, { 'content-type': found.type, 'cache-control': 'no-cache' });
}

/** The web channel as an HTTP application: the page, and the API that it shares with programs. */
export function webApp(agent: Agent, options: WebOptions = {}): Hono<WebEnvironment> {
  const { token, requestsPerMinute = defaultRequestsPerMinute } = options;
  const world: WebWorld = {
    agent,
    token,
    keys: new ApiKeyStore(agent.parts.database, wallClock),
    shown: new ConversationShelf(),
    live: new LiveChanges(agent),
    streams: new OpenStreams(streamsOfOne),
    metrics: new WebMetrics(agent),
    wrongTokens: new RequestLimit(wrongTokensPerMinute),
  };
  const app = new Hono<WebEnvironment>();
  const personOf = options.personOf ?? (() => agent.parts.settings.web.user);
  app.onError((error, context) => refusal(context, agent, error, agent.parts.settings.language));
  app.use(counted(world));
  const limit = new RequestLimit(requestsPerMinute);
  app.all('/mcp', context => serveMcp(context, world, limit));
  app.use(guard(world, { limit, stopLimit: new RequestLimit(stopsPerMinute), personOf }));
  mount(app, webRoutes, world);
  app.get('/*', compress(), context => file(context, world));
  return app;
}
