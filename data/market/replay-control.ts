import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import { dayOf } from '../candle.ts';

/** Where a replay has come to, as it is kept over a restart. */
const Place = z.strictObject({ startedAt: z.number(), positionAt: z.number(), paused: z.boolean() });
type Place = z.infer<typeof Place>;

export type ReplayOptions = {
  /** Where the position is kept. */
  file: string;
  /** Where a new replay begins, and where it ends (UTC ms): the last instant of the last candle. */
  startedAt: number;
  endsAt: number;
  /** Market seconds per wall second. */
  speed: number;
  wall: Clock;
};

/** Wall time between two writes of the position: what a crash may make happen again. */
const saveEveryMs = 250;

/**
 * The clock of a replay: market time that runs from a past instant at a chosen speed, and stands at the last candle. It
 * goes on where it had come to when the program starts again; time does not pass while it is off.
 */
export class ReplayControl implements Clock {
  readonly #options: ReplayOptions;
  #speed: number;
  #paused: boolean;
  /** Market and wall time (UTC ms) from which time is counted on. */
  #positionAt: number;
  #since: number;
  #savedAt: number;

  /** @throws QuaestorError `data.bad-file` when the kept position cannot be read */
  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#speed = checkedSpeed(options.speed);
    const { startedAt, wall } = options;
    const kept = readPlace(options.file);
    const place = kept?.startedAt === startedAt ? kept : { positionAt: startedAt, paused: false };
    this.#positionAt = place.positionAt;
    this.#paused = place.paused;
    this.#since = wall.now();
    this.#savedAt = this.#since;
  }

  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Market time (UTC ms). It never goes back, whatever the wall clock does. */
  now(): number {
    const wallAt = this.#options.wall.now();
    if (!this.#paused) {
      const elapsed = Math.max(0, wallAt - this.#since) * this.#speed;
      this.#positionAt = Math.min(this.#options.endsAt, this.#positionAt + elapsed);
    }
    this.#since = wallAt;
    if (Math.abs(wallAt - this.#savedAt) >= saveEveryMs) this.#save();
    return Math.floor(this.#positionAt);
  }

  pause(): void {
    this.now();
    this.#paused = true;
    this.#save();
  }

  resume(): void {
    this.now();
    this.#paused = false;
    this.#save();
  }

  /** @param speed market seconds per wall second. @throws QuaestorError `user.bad-request` unless it is above zero */
  setSpeed(speed: number): void {
    this.now();
    this.#speed = checkedSpeed(speed);
  }

  /** Moves on to a later instant (UTC ms). @throws QuaestorError `user.bad-request`: what has been seen stays seen */
  jumpTo(at: number): void {
    const [now, end] = [this.now(), this.#options.endsAt];
    if (!(at >= now && at <= end)) {
      const asked = Number.isFinite(at) ? dayOf(at) : String(at);
      throw new QuaestorError(
        'user.bad-request',
        {
          en: `The replay cannot jump to ${asked}: it is at ${dayOf(now)}, goes forward only, and its history ends on ${dayOf(end)}.`,
          fr: `La relecture ne peut pas sauter au ${asked} : elle est au ${dayOf(now)}, ne va que vers l'avant, et son historique s'arrête le ${dayOf(end)}.`,
        },
        { asked, now, end },
      );
    }
    this.#positionAt = at;
    this.#save();
  }

  #save(): void {
    const { file, startedAt } = this.#options;
    const place: Place = { startedAt, positionAt: this.#positionAt, paused: this.#paused };
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.part`;
    writeFileSync(draft, JSON.stringify(place));
    renameSync(draft, file);
    this.#savedAt = this.#since;
  }
}

function checkedSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new QuaestorError('user.bad-request', {
    en: `The speed of a replay is ${speed}; it must be above zero: 1 is real time, 86400 a day each second.`,
    fr: `La vitesse d'une relecture est ${speed} ; elle doit être supérieure à zéro : 1 est le temps réel, 86400 un jour par seconde.`,
  });
}

function readPlace(file: string): Place | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Place.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new QuaestorError(
      'data.bad-file',
      {
        en: `The position of the replay in "${file}" cannot be read. Delete the file to begin anew.`,
        fr: `La position de la relecture dans « ${file} » est illisible. Supprimez le fichier pour recommencer.`,
      },
      { file },
      cause,
    );
  }
}
