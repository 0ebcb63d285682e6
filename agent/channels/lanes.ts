/** Work of one lane that may wait at once. */
const mostWaiting = 5;
/** Work that may run beside a lane at once. */
const mostBeside = 20;

type Lane = { end: Promise<void>; count: number };

/**
 * The work of many chats, apart from the stream of updates: what one person waits for delays nobody else, and a flood
 * from one fills that one's lane alone. What fails is told to `failed` and ends nothing else.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #failed: (thrown: unknown) => void;

  constructor(failed: (thrown: unknown) => void) {
    this.#failed = failed;
  }

  /** After what this lane still has to do; false where it is full. */
  follow(lane: string, work: () => Promise<void>): boolean {
    return this.#enter(lane, mostWaiting, before => before.then(work));
  }

  /** At once, beside everything else; false where too much runs beside this lane. */
  beside(lane: string, work: () => Promise<void>, most = mostBeside): boolean {
    return this.#enter(`${lane} beside`, most, work);
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes.values()].map(({ end }) => end));
  }

  #enter(key: string, most: number, start: (before: Promise<void>) => Promise<void>): boolean {
    const lane = this.#lanes.get(key) ?? { end: Promise.resolve(), count: 0 };
    if (lane.count >= most) return false;
    this.#lanes.set(key, lane);
    lane.count += 1;
    const run = start(lane.end)
      .catch(this.#failed)
      .finally(() => {
        lane.count -= 1;
        if (lane.count === 0) this.#lanes.delete(key);
      });
    lane.end = Promise.all([lane.end, run]).then(() => undefined);
    return true;
  }
}
