import type { Channel, Outgoing } from '../../agent/delivery/channel.ts';

type Shown = { chat: string; id: string; message: Outgoing };

/** A channel that keeps what it was given. `meets` decides of each send and edit whether it fails or takes its time. */
export class RecordingChannel implements Channel {
  readonly name: string;
  readonly sent: Shown[] = [];
  readonly edits: Shown[] = [];
  /** How many sends and edits were begun, those that failed included. */
  tries = 0;
  closed = false;
  readonly #meets: (chat: string, message: Outgoing, tries: number) => Promise<void> | void;

  constructor(
    name: string,
    meets: (chat: string, message: Outgoing, tries: number) => Promise<void> | void = () => {},
  ) {
    this.name = name;
    this.#meets = meets;
  }

  async send(chat: string, message: Outgoing): Promise<string> {
    await this.#begin(chat, message);
    const id = String(this.sent.length + 1);
    this.sent.push({ chat, id, message });
    return id;
  }

  async edit(chat: string, id: string, message: Outgoing): Promise<void> {
    await this.#begin(chat, message);
    this.edits.push({ chat, id, message });
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** The texts that arrived, or the titles and leads of cards, in their order. */
  words(chat?: string): string[] {
    return this.sent
      .filter(one => chat === undefined || one.chat === chat)
      .map(({ message: { text, card } }) => text ?? `${card?.title}: ${card?.lead ?? card?.lines.join(' / ')}`);
  }

  async #begin(chat: string, message: Outgoing): Promise<void> {
    this.tries += 1;
    await this.#meets(chat, message, this.tries);
  }
}
