import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { type ErrorCode, QuaestorError } from '../../config/errors.ts';
import { Language } from '../../config/settings.ts';
import { VolatilityForecast } from '../../models/volatility/forecaster.ts';
import { Card } from '../../tools/card.ts';
import { Account } from '../../tools/get-portfolio.ts';
import type { AgentEvent } from '../events.ts';
import { type Asked, type Route, requireScope, route } from './api-route.ts';
import { scopeOfTool } from './command-scope.ts';
import { statusOf } from './web-error.ts';

const Failed = z.strictObject({ error: z.string(), message: z.string() });

/** What a tool gave, and the card that a person would see. */
const ToolReply = z.strictObject({
  ok: z.boolean(),
  output: z.unknown().describe('What the tool computed; { error, message } where it failed.'),
  card: Card.optional(),
  /** Where the call made a proposal. */
  proposalId: z.string().optional(),
});
type ToolReply = z.infer<typeof ToolReply>;

/** Calls a tool through the door, as the person behind the request. */
async function call(asked: Asked<unknown, unknown>, name: string, args: unknown): Promise<ToolReply> {
  const { agent, metrics } = asked.world;
  const person = asked.person();
  const context = agent.parts.contextFor(person, asked.context.req.raw.signal, () => agent.reference());
  const counted = metrics.turn();
  let card: Card | undefined;
  let proposalId: string | undefined;
  const emit = (event: AgentEvent): void => {
    counted(event);
    if (event.type === 'tool-result') card = event.card ?? card;
    if (event.type === 'proposal-made') ({ card, proposalId } = event);
  };
  const { ok, output } = await agent.parts.door.pass({ id: `api/${name}`, name, args }, person, context, emit);
  return { ok, output, ...(card ? { card } : {}), ...(proposalId === undefined ? {} : { proposalId }) };
}

function toolStatus({ ok, output }: ToolReply): ContentfulStatusCode {
  const failed = ok ? undefined : Failed.safeParse(output).data;
  // A refusal of the risk gate is an answer and no failure: its verdict is the output.
  return failed ? statusOf(new QuaestorError(failed.error as ErrorCode, '')) : 200;
}

/** Tools, and the two whose answers have paths of their own. */
export const toolRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/tools/{name}',
    about: 'Calls one tool with its arguments. What the role behind the key does not allow is refused.',
    details: 'A tool that proposes or writes needs the scope trade beside read, one for admins the scope admin.',
    access: 'read',
    query: z.object({ language: Language.optional() }),
    body: z.record(z.string(), z.unknown()),
    replies: { 'application/json': ToolReply },
    refuses: {
      403: 'The key lacks the scope that the tool needs, or its role does not allow it; the message says which.',
    },
    async answer(asked) {
      const name = asked.context.req.param('name') ?? '';
      const tool = asked.world.agent.parts.tools.find(one => one.name === name);
      if (tool) requireScope(asked.caller, scopeOfTool(tool));
      const reply = await call(asked, name, asked.body);
      return asked.context.json(reply, toolStatus(reply));
    },
  }),
  route({
    method: 'get',
    path: '/api/predict',
    about: 'Forecasts the volatility of one instrument for the next 1 or 2 days, with quantiles.',
    access: 'read',
    query: z.object({
      symbol: z.string().min(1).max(40),
      days: z.coerce.number().int().min(1).max(2).default(1),
      language: Language.optional(),
    }),
    replies: {
      'application/json': ToolReply.extend({ output: z.union([z.looseObject(VolatilityForecast.shape), Failed]) }),
    },
    async answer(asked) {
      const { symbol, days } = asked.query;
      const reply = await call(asked, 'predict_volatility', { symbol, days });
      return asked.context.json(reply, toolStatus(reply));
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolio',
    about: 'The account: cash, equity and open positions.',
    access: 'read',
    query: z.object({ language: Language.optional() }),
    replies: { 'application/json': ToolReply.extend({ output: z.union([Account, Failed]) }) },
    async answer(asked) {
      const reply = await call(asked, 'get_portfolio', {});
      return asked.context.json(reply, toolStatus(reply));
    },
  }),
];
