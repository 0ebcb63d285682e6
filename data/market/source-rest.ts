import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';

const restMs = 60_000;

const askedFor = ({ details }: QuaestorError): number =>
  typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 0;

/** Lets a source that failed rest for a minute, or for as long as it asked, so that nobody waits for it again and again. */
export class SourceRest {
  readonly #clock: Clock;
  readonly #resting = new Map<string, { error: QuaestorError; untilAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws the error from which the source rests; else as `work`. Only what may pass by itself is remembered. */
  async unlessResting<T>(source: string, work: () => Promise<T>): Promise<T> {
    const resting = this.#resting.get(source);
    if (resting && this.#clock.now() < resting.untilAt) throw resting.error;
    this.#resting.delete(source);
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof QuaestorError && thrown.blame === 'provider' && thrown.retryable) {
        const untilAt = this.#clock.now() + Math.max(restMs, askedFor(thrown));
        this.#resting.set(source, { error: thrown, untilAt });
      }
      throw thrown;
    }
  }
}
