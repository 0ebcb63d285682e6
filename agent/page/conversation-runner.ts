import { AskQueue } from './ask-queue.ts';
import type { CardWorld } from './card-view.ts';
import type { Composer } from './composer.ts';
import type { Connection } from './connection.ts';
import type { Proposals } from './proposals.ts';
import { Refused, server } from './server.ts';
import type { Thread } from './thread.ts';
import { Turn } from './turn.ts';
import { words } from './words.ts';

export type RunnerParts = {
  world: CardWorld;
  proposals: Proposals;
  thread: Thread;
  connection: Connection;
  /** Read aloud by a screen reader. */
  speak(text: string): void;
  refresh(): void;
  /** The conversation that is open; undefined for the first one. */
  conversation(): string | undefined;
};

/** Time in which the server learns that an answer was stopped. */
const answerMs = 1500;

const isAbort = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'AbortError';

/** Asks the agent and shows its answers. One question at a time; commands may overtake it. */
export class ConversationRunner {
  readonly #parts: RunnerParts;
  readonly #composer: Composer;
  readonly #queue: AskQueue;
  readonly #running = new Set<AbortController>();

  /** @param queued where the questions stand that wait for an answer */
  constructor(parts: RunnerParts, composer: Composer, queued: HTMLElement) {
    this.#parts = parts;
    this.#composer = composer;
    this.#queue = new AskQueue(queued, parts.world.reader, text => composer.giveBack(text));
  }

  /** Asks; a question waits while another answer runs, a command does not. */
  ask(text: string): void {
    if (this.#running.size > 0 && !text.startsWith('/')) this.#queue.add(text);
    else void this.#run(text);
  }

  stop(): void {
    for (const abort of this.#running) abort.abort();
  }

  /** Another conversation opens: what was to follow here is given back. */
  leave(): void {
    this.#queue.giveBack();
    this.stop();
  }

  async #run(text: string): Promise<void> {
    const { world, proposals, thread } = this.#parts;
    const conversation = this.#parts.conversation();
    const abort = new AbortController();
    const turn = new Turn(text, world, proposals);
    this.#running.add(abort);
    this.#composer.running = true;
    this.#composer.remember(text);
    proposals.tidy();
    thread.add(turn);
    try {
      for await (const event of server.chat(text, world.reader.language, conversation, abort.signal)) turn.show(event);
      if (turn.said === undefined) throw new Error('The stream ended before the answer.');
      this.#parts.speak(turn.said);
      this.#parts.refresh();
    } catch (thrown) {
      this.#broke(turn, text, thrown);
    } finally {
      this.#running.delete(abort);
      this.#composer.running = this.#running.size > 0;
      this.#composer.focus();
      this.#goOn();
    }
  }

  #goOn(): void {
    const next = this.#running.size > 0 ? undefined : this.#queue.next();
    if (next !== undefined) void this.#run(next);
  }

  /** An answer that was complete when it was stopped is kept: then the page says so at once, not after a reload. */
  async #lookAgain(turn: Turn, text: string): Promise<void> {
    const past = await server.history(this.#parts.conversation()).catch(() => []);
    const at = past.findLastIndex(one => one.role === 'human' && one.text === text);
    const answer = past.slice(at + 1).find(one => one.role === 'human' || one.stopped);
    if (at >= 0 && answer?.role === 'ai' && answer.text !== '') turn.kept();
  }

  #broke(turn: Turn, text: string, thrown: unknown): void {
    const { world, connection, refresh } = this.#parts;
    const again = () => this.ask(text);
    if (isAbort(thrown)) {
      turn.stop();
      setTimeout(() => void this.#lookAgain(turn, text), answerMs);
      refresh();
    } else if (thrown instanceof Refused) turn.fail(thrown.message, again);
    else {
      // Nobody would answer what follows either.
      this.#queue.giveBack();
      turn.fail(world.reader.t(words.lostAnswer), again);
      connection.lost();
    }
  }
}
