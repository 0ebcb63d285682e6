import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { type Clock, wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import { redact } from '../../config/redact.ts';
import type { Secrets } from '../../config/secrets.ts';
import { attempt } from './attempt.ts';
import type { Breaker } from './breaker.ts';
import { checkAnswer } from './check-answer.ts';
import type { Link } from './link.ts';
import { providerFailure } from './provider-failure.ts';

/** One side of a talk without tools. */
export type Said = { readonly by: 'system' | 'person' | 'model'; readonly text: string };

/** A language model's text, with who said it and what it took. Tokens are undefined where the provider does not tell. */
export type TextAnswer = {
  readonly text: string;
  readonly provider: string;
  readonly latencyMs: number;
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
};

/** Asks for a text. @throws QuaestorError of blame `provider` when nobody answers; the signal's reason when it is aborted */
export type AskForText = (talk: readonly Said[], signal: AbortSignal) => Promise<TextAnswer>;

const messageOf = ({ by, text }: Said): BaseMessage =>
  by === 'system' ? new SystemMessage(text) : by === 'person' ? new HumanMessage(text) : new AIMessage(text);

/** What most providers tell of a call. */
const Usage = z.object({ input_tokens: z.int(), output_tokens: z.int() });

type Asking = { breaker: Breaker; secrets?: Secrets; log?: Log; clock?: Clock };

async function askOne(link: Link, messages: BaseMessage[], signal: AbortSignal, clock: Clock): Promise<TextAnswer> {
  const began = clock.now();
  const { answer, info } = await attempt(link, model => model.invoke(messages, { signal }));
  checkAnswer(answer, info);
  const usage = Usage.safeParse(answer.usage_metadata).data;
  return {
    text: answer.text,
    provider: link.id,
    latencyMs: clock.now() - began,
    inputTokens: usage?.input_tokens,
    outputTokens: usage?.output_tokens,
  };
}

/**
 * Asks the links in order until one answers; one that fails rests, as in the chain of the chat. There is no planner at the
 * end: without a language model nobody decides, and the caller holds.
 */
export function askLinks(links: readonly Link[], asking: Asking): AskForText {
  const { breaker, secrets = {}, log, clock = wallClock } = asking;
  const scrub = (text: string): string => redact(text, { ...secrets });

  /** Writes the failure down. @throws the signal's reason where the caller hung up */
  function failed(link: Link, thrown: unknown, signal: AbortSignal): QuaestorError {
    if (signal.aborted) {
      breaker.released(link.id);
      throw signal.reason;
    }
    const { code, error, restMs, needsAdmin } = providerFailure(link.id, thrown, { scrub, now: clock.now() });
    log?.warn('language model failed', { link: link.id, code, message: error.message });
    breaker.failed(link.id, restMs ?? (needsAdmin ? 'at-once' : undefined));
    return error;
  }

  return async (talk, signal) => {
    const messages = talk.map(messageOf);
    let last: QuaestorError | undefined;
    for (const link of links) {
      signal.throwIfAborted();
      if (!breaker.admits(link.id)) continue;
      try {
        const answer = await askOne(link, messages, signal, clock);
        breaker.succeeded(link.id);
        return answer;
      } catch (thrown) {
        last = failed(link, thrown, signal);
      }
    }
    throw (
      last ??
      new QuaestorError('provider.unavailable', {
        en: 'No language model could be asked.',
        fr: "Aucun modèle de langage n'a pu être interrogé.",
      })
    );
  };
}
