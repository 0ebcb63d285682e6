import { markdown } from './markdown.ts';

const framesToCatchUp = 14;
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** An answer that is written out smoothly, however its pieces arrive. */
export class StreamedText {
  readonly element: HTMLElement;
  #messageId: string | undefined;
  #text = '';
  #shown = 0;
  #frame: number | undefined;
  #ended = false;

  constructor(element: HTMLElement) {
    this.element = element;
  }

  get text(): string {
    return this.#text;
  }

  /** A new message starts the answer over. */
  add(messageId: string, piece: string): void {
    if (messageId !== this.#messageId) {
      this.#text = '';
      this.#shown = 0;
    }
    this.#messageId = messageId;
    this.#text += piece;
    this.#run();
  }

  /** The whole text, which replaces what was streamed. */
  end(text: string): void {
    if (!text.startsWith(this.#text.slice(0, this.#shown))) this.#shown = text.length;
    this.#text = text;
    this.#ended = true;
    if (document.hidden) this.#shown = text.length;
    this.#run();
  }

  #run(): void {
    this.element.hidden = this.#text === '';
    this.element.classList.add('writing');
    this.#frame ??= requestAnimationFrame(() => this.#step());
    if (document.hidden && this.#ended) this.#show();
  }

  #step(): void {
    this.#frame = undefined;
    const behind = this.#text.length - this.#shown;
    this.#shown += still.matches ? behind : Math.ceil(behind / framesToCatchUp);
    this.#show();
    if (this.#shown < this.#text.length) this.#frame = requestAnimationFrame(() => this.#step());
  }

  #show(): void {
    const writing = !this.#ended || this.#shown < this.#text.length;
    this.element.classList.toggle('writing', writing);
    this.element.replaceChildren(markdown(this.#text.slice(0, this.#shown)));
  }
}
