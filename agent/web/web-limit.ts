type Bucket = { left: number; at: number };

const minuteMs = 60_000;
/** Clients that are remembered: one that is forgotten begins with a full bucket. */
const mostClients = 10_000;

/** A token bucket for each client: `perMinute` requests, as a burst or spread out. */
export class RequestLimit {
  readonly perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one request of a client. @returns milliseconds to wait where it has none left, else 0 */
  take(client: string): number {
    const now = this.#now();
    const before = this.#buckets.get(client);
    const earned = before ? ((now - before.at) / minuteMs) * this.perMinute : 0;
    const left = before ? Math.min(this.perMinute, before.left + earned) : this.perMinute;
    const allowed = left >= 1;
    this.#buckets.delete(client);
    this.#buckets.set(client, { left: allowed ? left - 1 : left, at: now });
    this.#forgetOldest();
    return allowed ? 0 : Math.ceil(((1 - left) / this.perMinute) * minuteMs);
  }

  /** A client that asked moves to the end: the first is the one that has been silent the longest. */
  #forgetOldest(): void {
    if (this.#buckets.size <= mostClients) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
