import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { asQuaestorError, type ErrorCode, type QuaestorError } from '../../config/errors.ts';
import { errorText } from '../../config/messages.ts';
import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';

/** Codes whose status is not that of their blame. */
const ownStatus: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'user.too-fast': 429,
  'user.too-long': 413,
  'tool.forbidden': 403,
  'desk.not-yours': 403,
  'desk.check-first': 403,
  'tool.not-found': 404,
  'desk.not-found': 404,
  'data.unknown-symbol': 404,
  'tool.bad-input': 400,
  'desk.already-decided': 409,
  'desk.changed': 409,
  'desk.expired': 409,
  'desk.price-moved': 409,
  'desk.refused': 409,
  'desk.regime-changed': 409,
};

const blameStatus: Record<QuaestorError['blame'], ContentfulStatusCode> = {
  user: 400,
  model: 422,
  config: 503,
  provider: 503,
  bug: 500,
};

/** The HTTP status that says whose move is next. */
export const statusOf = ({ code, blame }: Pick<QuaestorError, 'code' | 'blame'>): ContentfulStatusCode =>
  ownStatus[code] ?? blameStatus[blame];

/** What every refused request is answered with. */
export type Refusal = { error: string; message: string };

/** An error as an answer: its code and what a person reads; what is a fault of ours is logged under a reference. */
export function refusal(context: Context, agent: Agent, thrown: unknown, language: Language): Response {
  const error = asQuaestorError(thrown);
  const reference = agent.reference();
  if (error.blame === 'bug' || error.blame === 'config') {
    agent.parts.log.error('request failed', { reference, path: context.req.path, error });
  }
  const body: Refusal = { error: error.code, message: translateTo(language)(errorText(error, reference)) };
  return context.json(body, statusOf(error));
}
