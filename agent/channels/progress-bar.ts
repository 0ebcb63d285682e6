import type { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../../config/settings.ts';
import type { AgentEvent } from '../events.ts';

/** Draws how far a tool has come, on a terminal only; the line is gone when the tool is done. */
export class ProgressBar {
  readonly #language: Language;
  readonly #stream: Writable & { isTTY?: boolean };
  #bar: SingleBar | undefined;

  constructor(language: Language, stream: Writable & { isTTY?: boolean } = process.stderr) {
    this.#language = language;
    this.#stream = stream;
  }

  show(event: AgentEvent): void {
    if (event.type === 'tool-progress' && this.#stream.isTTY) {
      this.#bar ??= this.#open(event.name);
      this.#bar.update(Math.round(event.share * 1000), { at: event.at[this.#language] });
    } else if (event.type === 'tool-result') this.close();
  }

  close(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #open(name: string): SingleBar {
    const format = `${name} {bar} {percentage} %  {at}`;
    const bar = new SingleBar(
      { format, stream: this.#stream as NodeJS.WriteStream, clearOnComplete: true },
      Presets.rect,
    );
    bar.start(1000, 0, { at: '' });
    return bar;
  }
}
