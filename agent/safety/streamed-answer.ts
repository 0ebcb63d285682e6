import type { BaseMessage } from '@langchain/core/messages';
import type { Emit } from '../events.ts';
import type { GuardedSpeech } from './guarded-speech.ts';

/** A piece of a model's answer; `own` where the planner says it, which repeats what tools computed. */
export type Delta = { messageId: string; text: string; own: boolean };

/** The answer of a turn while it streams: pieces come in as the model makes them and go out as a person may read them. */
export class StreamedAnswer {
  readonly #emit: Emit;
  readonly #speechOf: (own: boolean) => GuardedSpeech;
  #messageId = 'answer';
  #speech: GuardedSpeech | undefined;
  #heard = '';
  #read = '';

  constructor(emit: Emit, speechOf: (own: boolean) => GuardedSpeech) {
    this.#emit = emit;
    this.#speechOf = speechOf;
  }

  take(delta: Delta | undefined): void {
    if (!delta) return;
    if (!this.#speech || delta.messageId !== this.#messageId) {
      this.#messageId = delta.messageId;
      this.#speech = this.#speechOf(delta.own);
      this.#heard = '';
      this.#read = '';
    }
    this.#heard += delta.text;
    this.#release(this.#speech.push(delta.text));
  }

  /**
   * The whole answer as it was read.
   * @param last the turn's last message: an answer that did not stream is read from it
   */
  end(last: BaseMessage | undefined): string {
    const whole = last?.text ?? '';
    if (whole !== '' && whole !== this.#heard) {
      const speech = this.#speechOf(false);
      return speech.push(whole) + speech.end();
    }
    this.#release(this.#speech?.end() ?? '');
    return this.#read;
  }

  #release(text: string): void {
    if (text === '') return;
    this.#read += text;
    this.#emit({ type: 'text-delta', messageId: this.#messageId, text });
  }
}
