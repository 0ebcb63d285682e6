import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { type Clock, wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import { redact } from '../../config/redact.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { AnswerCache } from './answer-cache.ts';
import { attempt } from './attempt.ts';
import type { Breaker } from './breaker.ts';
import type { Question } from './cache-key.ts';
import { checkAnswer } from './check-answer.ts';
import type { Link } from './link.ts';
import { providerFailure } from './provider-failure.ts';
import type { Spender, Spending, Tokens } from './spending.ts';

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

export type HowToAsk = {
  /**
   * The version of the prompt, where the answer depends on nothing but the talk: then it is kept and given again. Left out
   * for everything that holds a clock, prices, the account or its memory.
   */
  readonly keepAs?: string;
  /** On whose account. */
  readonly person?: Spender;
};

/** Asks for a text. @throws QuaestorError of blame `provider` when nobody answers; the signal's reason when it is aborted */
export type AskForText = (talk: readonly Said[], signal: AbortSignal, how?: HowToAsk) => Promise<TextAnswer>;

const messageOf = ({ by, text }: Said): BaseMessage =>
  by === 'system' ? new SystemMessage(text) : by === 'person' ? new HumanMessage(text) : new AIMessage(text);

/** What most providers tell of a call. */
const Usage = z.object({ input_tokens: z.int(), output_tokens: z.int() });

type Asking = {
  breaker: Breaker;
  secrets?: Secrets;
  log?: Log;
  clock?: Clock;
  cache?: AnswerCache;
  spending?: Pick<Spending, 'count'>;
};

/** Who asks where nobody is named: a reader of outside texts, a scorer of headlines. */
const nobody: Spender = { channel: 'system', id: 'reader' };

const questionOf = (
  { id, name = '', parameters = {} }: Link,
  talk: readonly Said[],
  promptVersion: string,
): Question => ({
  provider: id,
  model: name,
  parameters,
  messages: talk,
  tools: [],
  promptVersion,
});

type Call = { link: Link; messages: BaseMessage[]; signal: AbortSignal; clock: Clock; count: (tokens: Tokens) => void };

/** One call of one link; its tokens are counted even where its answer cannot be used. */
async function askOne({ link, messages, signal, clock, count }: Call): Promise<TextAnswer> {
  const began = clock.now();
  const { answer, info } = await attempt(link, model => model.invoke(messages, { signal }));
  const usage = Usage.safeParse(answer.usage_metadata).data;
  count({ inputTokens: usage?.input_tokens, outputTokens: usage?.output_tokens });
  checkAnswer(answer, info);
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
  const { breaker, secrets = {}, log, clock = wallClock, cache, spending } = asking;
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

  const asked = (link: Link, talk: readonly Said[], signal: AbortSignal, person: Spender): Promise<TextAnswer> =>
    askOne({
      link,
      messages: talk.map(messageOf),
      signal,
      clock,
      count: tokens => spending?.count(person, link.id, tokens),
    });

  /** The same for a question whose answer may be kept. One that another caller is waiting for took no tokens of this one. */
  async function kept(link: Link, talk: readonly Said[], signal: AbortSignal, keepAs: string, person: Spender) {
    let own: TextAnswer | undefined;
    const ask = async () => {
      own = await asked(link, talk, signal, person);
      return own.text;
    };
    const text = cache ? await cache.through(questionOf(link, talk, keepAs), signal, ask) : await ask();
    return own ?? fromCache(link, text);
  }

  type Asked = { talk: readonly Said[]; signal: AbortSignal; keepAs: string | undefined; person: Spender };

  /** What a link says, from the cache or itself; undefined while it rests. */
  async function answerOf(link: Link, { talk, signal, keepAs, person }: Asked): Promise<TextAnswer | undefined> {
    const known = keepAs === undefined ? undefined : await cache?.find(questionOf(link, talk, keepAs));
    if (known !== undefined) return fromCache(link, known);
    if (!breaker.admits(link.id)) return undefined;
    try {
      const answer = await (keepAs === undefined
        ? asked(link, talk, signal, person)
        : kept(link, talk, signal, keepAs, person));
      breaker.succeeded(link.id);
      return answer;
    } catch (thrown) {
      throw failed(link, thrown, signal);
    }
  }

  return async (talk, signal, { keepAs, person = nobody } = {}) => {
    let last: unknown;
    for (const link of links) {
      signal.throwIfAborted();
      try {
        const answer = await answerOf(link, { talk, signal, keepAs, person });
        if (answer) return answer;
      } catch (thrown) {
        signal.throwIfAborted();
        last = thrown;
      }
    }
    throw last ?? nobodyAnswers();
  };
}

const fromCache = ({ id }: Link, text: string): TextAnswer => ({
  text,
  provider: id,
  latencyMs: 0,
  inputTokens: 0,
  outputTokens: 0,
});

const nobodyAnswers = (): QuaestorError =>
  new QuaestorError('provider.unavailable', {
    en: 'No language model could be asked.',
    fr: "Aucun modèle de langage n'a pu être interrogé.",
  });
