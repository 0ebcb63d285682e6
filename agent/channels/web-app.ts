import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { messages } from '../../config/messages.ts';
import { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import { sha256 } from '../../data/ledger-chain.ts';
import type { Agent } from '../agent.ts';
import type { Emit } from '../events.ts';
import { pageFile } from './page-files.ts';
import { ShownCards } from './shown-cards.ts';

const Said = z.strictObject({ text: z.string(), language: Language.optional() });
const Tapped = z.strictObject({
  verb: z.enum(['approve', 'reject']),
  proposalId: z.string().max(40),
  version: z.int(),
  nonce: z.string().max(64),
  language: Language.optional(),
});
const Chosen = z.strictObject({ language: Language });

const channel = 'web';
const cookie = 'quaestor';
const largestBody = 1_000_000;
const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const same = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(wanted)));

/** True when a request comes from our own page: its host is this machine (or a token let it in), and the origin is the host. */
function isOwn(context: Context, anyHost: boolean): boolean {
  const host = context.req.header('host') ?? '';
  const origin = context.req.header('origin');
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(host.replace(/:\d+$/, ''));
  return (anyHost || local) && (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host));
}

async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<T | Response> {
  const raw = await context.req.text();
  if (raw.length > largestBody) return context.json({ error: 'The request is larger than 1 MB.' }, 413);
  try {
    const parsed = schema.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : context.json({ error: z.prettifyError(parsed.error) }, 400);
  } catch {
    return context.json({ error: 'The request is not JSON.' }, 400);
  }
}

/** The cookie that a right `?token=` earns, or the refusal of a request that has neither. */
function admit(context: Context, token: string): Response | undefined {
  const offered = context.req.query('token');
  if (offered !== undefined && same(offered, token)) {
    setCookie(context, cookie, sha256(token), { httpOnly: true, sameSite: 'Strict' });
    return context.redirect('/');
  }
  return same(getCookie(context, cookie) ?? '', sha256(token))
    ? undefined
    : context.text('Open this page with ?token=... once.', 401);
}

/** Nobody else's page, nobody without the token, and no form may come in; every answer carries its policy. */
function guard(token: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    const refused = token === undefined ? undefined : admit(context, token);
    if (refused) return refused;
    if (!isOwn(context, token !== undefined)) return context.text('This address is not served here.', 403);
    if (context.req.method === 'POST' && context.req.header('x-quaestor') !== '1') {
      return context.text('The header x-quaestor is missing.', 403);
    }
    await next();
    context.header('content-security-policy', policy);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    return undefined;
  };
}

/** The web chat as an HTTP application: the page, its state, and turns and taps as server-sent events. */
export function webApp(agent: Agent, token: string | undefined): Hono {
  const app = new Hono();
  const user = agent.parts.settings.web.user;
  const shown = new ShownCards();
  const kept = () => agent.parts.conversations.load({ channel, id: user });
  const streamed = (context: Context, work: (emit: Emit, signal: AbortSignal) => Promise<void>) =>
    streamSSE(context, async stream => {
      const abort = new AbortController();
      stream.onAbort(() => abort.abort());
      let sent: Promise<unknown> = Promise.resolve();
      const emit: Emit = event => {
        sent = sent.then(() => stream.writeSSE({ event: event.type, data: JSON.stringify(event) }));
      };
      await work(emit, abort.signal);
      await sent;
    });

  // A client of the Model Context Protocol is no page: it has a bearer token in place of a cookie and our header.
  app.all('/mcp', async context => {
    if (!isOwn(context, token !== undefined)) return context.text('This address is not served here.', 403);
    const bearer = context.req.header('authorization') ?? '';
    if (token !== undefined && !same(bearer, `Bearer ${token}`)) return context.text('A bearer token is wanted.', 401);
    const { answerMcp } = await import('./mcp.ts');
    return answerMcp(agent, context.req.raw);
  });

  app.use(guard(token));

  app.get('/api/state', context => {
    const chosen = Language.safeParse(context.req.query('language'));
    const person = agent.person(channel, user, chosen.success ? chosen.data : undefined);
    const t = translateTo(person.language);
    const { desk, scenes, settings } = agent.parts;
    const account = scenes.account(t);
    return context.json({
      person,
      asOf: agent.asOf(),
      defaultSymbol: settings.market.defaultSymbol,
      maxCharacters: settings.conversation.maxCharacters,
      notice: `${t(messages.software)} ${t(messages.notAdvice)}`,
      halted: desk.halted(),
      account: account.figures,
      portfolio: account.card,
      proposals: desk.waiting().map(proposal => scenes.proposal(proposal, t)),
    });
  });

  /** What was said; with `?cards`, also the cards that were shown, as far back as they are remembered. */
  app.get('/api/history', context => {
    const { desk, scenes } = agent.parts;
    if (context.req.query('cards') === undefined) {
      const said = kept().filter(one => one.role !== 'tool' && one.text !== '');
      return context.json(said.map(({ role, text }) => ({ role, text })));
    }
    const t = translateTo(agent.person(channel, user).language);
    desk.waiting();
    const fresh = (id: string) => {
      const proposal = desk.find(id);
      if (!proposal) return undefined;
      return proposal.state === 'pending' ? scenes.proposal(proposal, t) : scenes.outcome(proposal, t);
    };
    return context.json(shown.past(kept(), fresh));
  });

  app.post('/api/chat', async context => {
    const said = await bodyOf(context, Said);
    if (said instanceof Response) return said;
    const { text, language } = said;
    return streamed(context, async (emit, signal) => {
      const turn = shown.begin(text);
      const noted: Emit = event => {
        turn.note(event);
        emit(event);
      };
      await agent.hear({ channel, personId: user, text, language, signal }, noted);
      turn.end(signal.aborted);
    });
  });

  app.post('/api/tap', async context => {
    const tapped = await bodyOf(context, Tapped);
    if (tapped instanceof Response) return tapped;
    const { language, ...tap } = tapped;
    return streamed(context, emit => agent.tap(tap, channel, user, emit, language));
  });

  app.post('/api/language', async context => {
    const chosen = await bodyOf(context, Chosen);
    if (chosen instanceof Response) return chosen;
    agent.parts.conversations.setLanguage({ channel, id: user }, chosen.language);
    return context.json({ language: chosen.language });
  });

  app.get('/*', compress(), async context => {
    const file = await pageFile(new URL(context.req.url).pathname);
    if (!file) return context.text('There is nothing here.', 404);
    return context.body(file.content, 200, { 'content-type': file.type, 'cache-control': 'no-cache' });
  });
  return app;
}
