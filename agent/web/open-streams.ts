/** Why a stream ends before its reader goes: too many others were opened after it, or its browser logged out. */
export type StreamEnd = 'full' | 'logged-out';

export type OpenStream = {
  readonly session: string | undefined;
  end(why: StreamEnd): void;
};

/**
 * Streams without an end, of each client at most a few at once. One more ends the oldest: what was opened last is what
 * somebody looks at, and a stream whose reader went without a word holds no place for ever.
 */
export class OpenStreams {
  readonly #most: number;
  readonly #open = new Map<string, Set<OpenStream>>();

  /** @param most streams of one client at once */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts a stream until the returned function is called. */
  add(client: string, stream: OpenStream): () => void {
    const streams = this.#open.get(client) ?? new Set();
    this.#open.set(client, streams.add(stream));
    for (const oldest of [...streams].slice(0, -this.#most)) this.#end(client, oldest, 'full');
    return () => this.#drop(client, stream);
  }

  /** How many are open. */
  count(client: string): number {
    return this.#open.get(client)?.size ?? 0;
  }

  /** Ends what a browser listens to that has logged out. */
  endSession(session: string): void {
    for (const [client, streams] of this.#open) {
      for (const stream of [...streams]) if (stream.session === session) this.#end(client, stream, 'logged-out');
    }
  }

  #end(client: string, stream: OpenStream, why: StreamEnd): void {
    this.#drop(client, stream);
    stream.end(why);
  }

  #drop(client: string, stream: OpenStream): void {
    const streams = this.#open.get(client);
    streams?.delete(stream);
    if (streams?.size === 0) this.#open.delete(client);
  }
}
