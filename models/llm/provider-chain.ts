import { type AIMessage, SystemMessage } from '@langchain/core/messages';
import { isGraphBubbleUp } from '@langchain/langgraph';
import { type AgentMiddleware, createMiddleware } from 'langchain';
import { type Clock, wallClock } from '../../config/clock.ts';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import { redact } from '../../config/redact.ts';
import type { Secrets } from '../../config/secrets.ts';
import { attempt, type BoundModel } from './attempt.ts';
import { type Breaker, openBreaker } from './breaker.ts';
import { checkAnswer } from './check-answer.ts';
import type { Link } from './link.ts';
import { stickyLink, tagAnswer } from './link-tag.ts';
import { messagesForLink } from './messages-for-link.ts';
import { type ProviderFailure, providerFailure } from './provider-failure.ts';

/** Something that only a person can mend; said once per link until that link answers again. */
export type ProviderAlert = Readonly<{ link: string; code: string; status: number | undefined; message: string }>;

export type ProviderChainOptions = Readonly<{
  /** Shared with a status page; its own by default: 2 failures, then 60 s of rest. */
  breaker?: Breaker;
  clock?: Clock;
  /** Secrets that may stand outside the environment; they are removed from every message. */
  secrets?: Secrets;
  log?: Log;
  onAlert?: (alert: ProviderAlert) => void;
}>;

type ModelCall = NonNullable<AgentMiddleware['wrapModelCall']>;
type Request = Parameters<ModelCall>[0];
type Handler = Parameters<ModelCall>[1];
type Outcome = { answer: AIMessage } | { failure: ProviderFailure };

/** LangChain wraps what middleware throws. */
const unwrapped = (thrown: unknown): unknown =>
  thrown instanceof Error && '~brand' in thrown && thrown['~brand'] === 'MiddlewareError'
    ? (thrown.cause ?? thrown)
    : thrown;

/** Fails without a word of a provider in it: then the last link itself has a bug. */
const isBugOf = ({ status, code }: ProviderFailure): boolean => status === undefined && code === 'provider.unavailable';

/**
 * LangChain middleware that asks the links in order until one answers; the last one is always asked. A failing link
 * rests (see Breaker). The link that answered stays first for the rest of the turn; one that takes over in the middle
 * reads the tool calls of the others as text. `response_metadata.quaestor_provider` of an answer names its link.
 *
 * After a fall-back in the middle of a stream the new answer comes under another message id: readers drop what they
 * have when the id changes.
 * @throws QuaestorError `provider.refused` where a provider calls our request wrong (400, 422): no other is asked;
 *   the last link's error where all failed; the reason of the run's signal where the caller aborted.
 */
export function providerChain(links: readonly Link[], options: ProviderChainOptions = {}): AgentMiddleware {
  const { clock = wallClock, secrets = {}, log, onAlert } = options;
  const breaker = options.breaker ?? openBreaker({ failures: 2, restMs: 60_000, clock });
  const last = links.at(-1);
  if (!last) throw new QuaestorError('config.invalid', 'The chain of language models has no link.');
  const alerted = new Set<string>();
  const scrub = (text: string): string => redact(redact(text, { ...secrets }));

  function report(failure: ProviderFailure): void {
    const { link, code, status, error, needsAdmin } = failure;
    log?.warn('language model failed', { link, code, status, message: error.message });
    if (!needsAdmin || alerted.has(link)) return;
    alerted.add(link);
    onAlert?.({ link, code, status, message: error.message });
  }

  /** What is no failure of the provider: the caller hung up, the graph interrupts, our code failed. */
  function notTheProviders(thrown: unknown, run: AbortSignal | undefined): unknown {
    if (run?.aborted) return run.reason;
    return isGraphBubbleUp(thrown) || thrown instanceof QuaestorError ? thrown : undefined;
  }

  /** @throws what another link could not make good: an error that is not the provider's, or a request that is wrong. */
  function read(link: Link, thrown: unknown, run: AbortSignal | undefined): ProviderFailure {
    const other = notTheProviders(thrown, run);
    const failure = providerFailure(link.id, thrown, { scrub, now: clock.now() });
    if (other === undefined) report(failure);
    if (other !== undefined || failure.ours) {
      breaker.released(link.id);
      throw other ?? failure.error;
    }
    if (link === last && isBugOf(failure)) throw asQuaestorError(thrown);
    breaker.failed(link.id, failure.restMs ?? (failure.needsAdmin ? 'at-once' : undefined));
    return failure;
  }

  /** The system prompt goes out as a plain string: the agent makes a list of blocks of it, which small servers refuse. */
  async function ask(link: Link, request: Request, handler: Handler): Promise<Outcome> {
    const call = (model: BoundModel) => {
      const messages = link === last ? request.messages : messagesForLink(request.messages, link.id);
      return handler({ ...request, model, messages, systemMessage: new SystemMessage(request.systemMessage.text) });
    };
    try {
      const { answer, info } = await attempt(link, call);
      if (link !== last) checkAnswer(answer, info);
      breaker.succeeded(link.id);
      alerted.delete(link.id);
      return { answer: tagAnswer(answer, link.id) };
    } catch (thrown) {
      return { failure: read(link, unwrapped(thrown), request.runtime.signal) };
    }
  }

  return createMiddleware({
    name: 'ProviderChain',
    wrapModelCall: async (request, handler) => {
      const sticky = stickyLink(request.messages);
      const order = [...links].sort((a, b) => Number(b.id === sticky) - Number(a.id === sticky));
      const failures: ProviderFailure[] = [];
      for (const link of order) {
        if (link !== last && !breaker.admits(link.id)) continue;
        const outcome = await ask(link, request, handler);
        if ('answer' in outcome) return outcome.answer;
        failures.push(outcome.failure);
      }
      const attempts = failures.map(({ link, code, status }) => ({
        link,
        code,
        ...(status !== undefined && { status }),
      }));
      const error = failures.at(-1)?.error ?? new QuaestorError('provider.unavailable', 'No language model was asked.');
      throw new QuaestorError(error.code, error.text ?? error.message, { ...error.details, attempts }, error.cause);
    },
  });
}
