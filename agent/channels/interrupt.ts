import { constants } from 'node:os';
import { type Clock, wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';

/** Where signals come from, and how the process ends: `process`, or a double of it. */
export type SignalSource = {
  on(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): unknown;
  off(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
};

const watched = ['SIGINT', 'SIGTERM'] as const satisfies NodeJS.Signals[];

/** One Ctrl-C under npm comes twice, from the terminal and passed on by npm: within this time it is the same press. */
const samePressMs = 500;

/** Turns SIGINT and SIGTERM into an abort of the work under way; whoever presses again leaves at once. */
export class Interrupt {
  readonly #abort = new AbortController();
  readonly #source: SignalSource;
  readonly #clock: Clock;
  readonly #onFirst: () => void;
  #first: { readonly at: number; readonly name: NodeJS.Signals } | undefined;

  /** @param onFirst is told once, when the work is asked to stop */
  constructor(onFirst: () => void, source: SignalSource = process, clock = wallClock) {
    this.#onFirst = onFirst;
    this.#source = source;
    this.#clock = clock;
    for (const name of watched) source.on(name, this.#hear);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** 128 and the number of the signal that came, as shells count: 130 for SIGINT; undefined while none came. */
  get exitCode(): number | undefined {
    return this.#first && codeOf(this.#first.name);
  }

  /** Signals mean what they meant before. */
  close(): void {
    for (const name of watched) this.#source.off(name, this.#hear);
  }

  readonly #hear = (name: NodeJS.Signals): void => {
    const at = this.#clock.now();
    if (!this.#first) {
      this.#first = { at, name };
      this.#onFirst();
      this.#abort.abort(
        new QuaestorError('tool.stopped', { en: 'Stopped before the end.', fr: 'Arrêté avant la fin.' }),
      );
    } else if (at - this.#first.at > samePressMs) this.#source.exit(codeOf(name));
  };
}

const codeOf = (name: NodeJS.Signals): number => 128 + constants.signals[name];
