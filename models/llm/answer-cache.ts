import type { Log } from '../../config/log.ts';
import type { AnswerLevel } from '../../data/answers/answer-level.ts';
import { canonicalJson } from '../../data/ledger-chain.ts';
import { cacheKey, type Question } from './cache-key.ts';

/** Waits for a shared answer no longer than the caller's own signal lets it. */
function orAborted(answer: Promise<string>, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

type Parts = {
  /** From the nearest to the farthest. */
  levels: readonly AnswerLevel[];
  /** Takes secrets out of a text: what it would change is not kept. */
  scrub: (text: string) => string;
  log?: Log;
};

/**
 * Answers of language models in levels: what a far one knows is put into the nearer ones. Equal questions at once are
 * asked once. A level that fails is passed over and logged; a question or an answer with a secret in it is never kept.
 * Who may be answered from here is for the caller to say: nothing that depends on time.
 */
export class AnswerCache {
  readonly #parts: Parts;
  readonly #asking = new Map<string, { answer: Promise<string>; signal: AbortSignal }>();
  readonly #failing = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The kept answer of a question. */
  async find(question: Question): Promise<string | undefined> {
    if (this.#isSecret(canonicalJson(question))) return undefined;
    const key = cacheKey(question);
    for (const [index, level] of this.#parts.levels.entries()) {
      const answer = await this.#tried(level, () => level.get(key));
      if (answer === undefined) continue;
      for (const nearer of this.#parts.levels.slice(0, index)) await this.#tried(nearer, () => nearer.put(key, answer));
      return answer;
    }
    return undefined;
  }

  /**
   * Asks, or waits for who is asking the same, and keeps the answer.
   * @throws what `ask` throws; the signal's reason when it is aborted
   */
  async through(question: Question, signal: AbortSignal, ask: () => Promise<string>): Promise<string> {
    if (this.#isSecret(canonicalJson(question))) return ask();
    const key = cacheKey(question);
    const same = this.#asking.get(key);
    if (same) {
      return orAborted(same.answer, signal).catch((thrown: unknown) => {
        // Who asked first has hung up: this caller still wants to know.
        if (same.signal.aborted && !signal.aborted) return this.through(question, signal, ask);
        throw thrown;
      });
    }
    const answer = this.#askAndKeep(key, ask).finally(() => this.#asking.delete(key));
    this.#asking.set(key, { answer, signal });
    return answer;
  }

  async #askAndKeep(key: string, ask: () => Promise<string>): Promise<string> {
    const answer = await ask();
    if (this.#isSecret(answer)) return answer;
    for (const level of this.#parts.levels) await this.#tried(level, () => level.put(key, answer));
    return answer;
  }

  #isSecret(text: string): boolean {
    return this.#parts.scrub(text) !== text;
  }

  /** A cache that fails costs a question, never an answer; said once until it works again. */
  async #tried<T>({ name }: AnswerLevel, work: () => Promise<T>): Promise<T | undefined> {
    try {
      const given = await work();
      this.#failing.delete(name);
      return given;
    } catch {
      if (!this.#failing.has(name))
        this.#parts.log?.warn('a level of the answer cache fails and is passed over', { level: name });
      this.#failing.add(name);
      return undefined;
    }
  }
}
