import { element } from './element.ts';
import type { Reader } from './reader.ts';
import { words } from './words.ts';

const everyMs = 1000;
/** From here on the time is shown as running out. */
const urgentMs = 60_000;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** 95,000 ms are "1:35"; an hour and more is "1:05:00". */
function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = twoDigits(seconds % 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The time that proposals still have, by the server's clock, which may differ from this device's. */
export class Countdowns {
  readonly #reader: Reader;
  readonly #over: () => void;
  readonly #shown = new Map<HTMLElement, number>();
  #aheadMs = 0;

  /** @param over is called when the time of one has run out */
  constructor(reader: Reader, over: () => void) {
    this.#reader = reader;
    this.#over = over;
    setInterval(() => this.#tick(), everyMs);
  }

  /** The server's wall clock (UTC ms) as of now. */
  set serverAt(at: number) {
    this.#aheadMs = at - Date.now();
    for (const [place, until] of this.#shown) this.#show(place, until);
  }

  /** A line that counts down to an instant of the server's clock. */
  view(until: number): HTMLElement {
    const place = element('p', { class: 'countdown', role: 'timer' });
    this.#shown.set(place, until);
    this.#show(place, until);
    return place;
  }

  #tick(): void {
    for (const [place, until] of this.#shown) {
      if (!place.isConnected) this.#shown.delete(place);
      else if (this.#show(place, until) <= 0) {
        this.#shown.delete(place);
        this.#over();
      }
    }
  }

  /** @returns milliseconds that are left */
  #show(place: HTMLElement, until: number): number {
    const { t } = this.#reader;
    const left = until - (Date.now() + this.#aheadMs);
    place.textContent = left > 0 ? `${t(words.timeLeft)} ${clockText(left)}` : t(words.timeOver);
    place.classList.toggle('urgent', left < urgentMs);
    return left;
  }
}
