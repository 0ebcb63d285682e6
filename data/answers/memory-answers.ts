import type { AnswerLevel } from './answer-level.ts';

/** Answers in memory; when it is full the one that was not asked for longest goes. */
export class MemoryAnswers implements AnswerLevel {
  readonly name = 'memory';
  readonly #most: number;
  readonly #kept = new Map<string, string>();

  /** @param most answers that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Promise<string | undefined> {
    const answer = this.#kept.get(key);
    if (answer !== undefined) this.#hold(key, answer);
    return Promise.resolve(answer);
  }

  put(key: string, answer: string): Promise<void> {
    this.#hold(key, answer);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return Promise.resolve();
  }

  /** A Map keeps the order in which keys came: the newest stands last. */
  #hold(key: string, answer: string): void {
    this.#kept.delete(key);
    this.#kept.set(key, answer);
  }
}
