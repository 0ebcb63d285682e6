import type { Context } from 'hono';
import { addressOf, bearerOf, isOwn, tooFast } from './web-guard.ts';
import type { RequestLimit } from './web-limit.ts';
import { same } from './web-session.ts';
import type { WebWorld } from './web-world.ts';

/**
 * A client of the Model Context Protocol is no page: it has a bearer token in place of a cookie and our header. The limits
 * are those of the API.
 */
export async function serveMcp(context: Context, world: WebWorld, limit: RequestLimit): Promise<Response> {
  const { agent, token, wrongTokens } = world;
  if (!isOwn(context, token !== undefined)) return context.text('This address is not served here.', 403);
  const bearer = bearerOf(context);
  // Without a token of the page the browser of this machine is the owner's; a bearer that is none, such as a key of the
  // API with its scopes, is never taken for more than it is.
  const known = token === undefined ? bearer === undefined : same(bearer ?? '', token);
  const waitMs = limit.take(known ? `mcp:${agent.parts.settings.web.user}` : addressOf(context));
  if (waitMs > 0) return tooFast(context, world, limit, waitMs);
  if (!known) {
    const waitForTokensMs = wrongTokens.take('everybody');
    if (waitForTokensMs > 0) return tooFast(context, world, wrongTokens, waitForTokensMs);
    return context.text('The token of the page is wanted as the bearer; keys of the API open /api alone.', 401);
  }
  const { answerMcp } = await import('../channels/mcp.ts');
  return answerMcp(agent, context.req.raw);
}
