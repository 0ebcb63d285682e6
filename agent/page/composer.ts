import { CommandList } from './command-list.ts';
import { byId } from './element.ts';
import type { Reader } from './reader.ts';
import { server } from './server.ts';
import { words } from './words.ts';

const tallest = 180;
/** From this share of the longest message on, its length is shown. */
const nearFull = 0.9;

export type ComposerActs = {
  ask(text: string): void;
  stop(): void;
  /** Brings the conversation to the front. */
  open(): void;
};

/**
 * Where a question is written. While an answer runs, Send is Stop, and what is sent with Enter or the second button waits its
 * turn; a command such as /stop goes at once. A slash opens the list of commands.
 */
export class Composer {
  readonly #field = byId('question', HTMLTextAreaElement);
  readonly #send = byId('send', HTMLButtonElement);
  readonly #later = byId('later', HTMLButtonElement);
  readonly #room = byId('room', HTMLElement);
  readonly #reader: Reader;
  readonly #acts: ComposerActs;
  readonly #commands: CommandList;
  readonly #asked: string[] = [];
  #recalled = 0;
  #running = false;
  #cut = false;

  constructor(reader: Reader, acts: ComposerActs) {
    this.#reader = reader;
    this.#acts = acts;
    this.#commands = new CommandList({
      field: this.#field,
      place: byId('commands', HTMLElement),
      said: byId('commands-said', HTMLElement),
      reader,
      commands: language => server.commands(language),
      pick: text => this.offer(text),
    });
    reader.label(this.#field, words.question, 'aria-label');
    reader.label(this.#field, words.placeholder, 'placeholder');
    reader.always(() => this.#show());
    byId('composer', HTMLFormElement).addEventListener('submit', event => {
      event.preventDefault();
      if (this.#running) acts.stop();
      else this.#submit();
    });
    this.#later.addEventListener('click', () => {
      this.#submit();
      this.#field.focus();
    });
    this.#field.addEventListener('paste', event => this.#paste(event));
    this.#field.addEventListener('input', event => {
      if (!(event instanceof InputEvent && event.inputType === 'insertFromPaste')) this.#cut = false;
      this.#fit();
      void this.#commands.follow();
    });
    this.#field.addEventListener('keydown', event => this.#key(event));
    document.addEventListener('keydown', event => this.#globalKey(event));
  }

  set running(running: boolean) {
    this.#running = running;
    this.#show();
  }

  /** The longest message that the server reads. */
  set longest(characters: number) {
    this.#field.maxLength = characters;
    this.#show();
  }

  /** Puts a text into the field for the person to send. */
  offer(text: string): void {
    this.#field.value = text;
    this.#fit();
    this.#field.focus();
  }

  /** Gives a text back; what was being written meanwhile stays below it. */
  giveBack(text: string): void {
    const { value } = this.#field;
    this.offer(value.trim() === '' ? text : `${text}\n${value}`);
  }

  focus(): void {
    // On a touch screen the keyboard would cover what is to be read.
    if (matchMedia('(pointer: fine)').matches) this.#field.focus();
  }

  remember(text: string): void {
    if (this.#asked.at(-1) !== text) this.#asked.push(text);
    this.#recalled = this.#asked.length;
  }

  #submit(): void {
    const text = this.#field.value.trim();
    if (text === '') return;
    this.#field.value = '';
    this.#cut = false;
    this.#fit();
    void this.#commands.follow();
    this.#acts.ask(text);
  }

  /** The browser cuts what has no room; the person is told. */
  #paste(event: ClipboardEvent): void {
    const { value, selectionStart, selectionEnd, maxLength } = this.#field;
    const pasted = (event.clipboardData?.getData('text/plain') ?? '').replaceAll('\r\n', '\n');
    this.#cut = value.length - (selectionEnd - selectionStart) + pasted.length > maxLength;
    this.#show();
  }

  #key(event: KeyboardEvent): void {
    if (this.#commands.takes(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.#recall(event);
  }

  /** Up and down walk through what was asked, unless the field holds something else. */
  #recall(event: KeyboardEvent): void {
    const current = this.#asked[this.#recalled] ?? '';
    if (this.#field.value !== current) return;
    const next = this.#recalled + (event.key === 'ArrowUp' ? -1 : 1);
    if (next < 0 || next > this.#asked.length) return;
    event.preventDefault();
    this.#recalled = next;
    this.#field.value = this.#asked[next] ?? '';
    this.#fit();
  }

  #globalKey(event: KeyboardEvent): void {
    // Escape closes what is open first: a list, a form, a sheet.
    if (event.key === 'Escape' && this.#running && !event.defaultPrevented) this.#acts.stop();
    const writing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (event.key === '/' && !writing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#acts.open();
      this.#field.focus();
    }
  }

  #fit(): void {
    this.#field.style.height = 'auto';
    this.#field.style.height = `${Math.min(tallest, this.#field.scrollHeight)}px`;
    this.#show();
  }

  #show(): void {
    const label = this.#reader.t(this.#running ? words.stopAnswer : words.send);
    this.#send.setAttribute('aria-label', label);
    this.#send.title = label;
    this.#send.classList.toggle('running', this.#running);
    this.#showRoom();
    const empty = this.#field.value.trim() === '';
    this.#send.disabled = !this.#running && empty;
    this.#later.hidden = !this.#running || empty;
    const later = this.#reader.t(words.sendLater);
    this.#later.setAttribute('aria-label', later);
    this.#later.title = later;
  }

  /** How much of the room is used, once little is left. */
  #showRoom(): void {
    const { t } = this.#reader;
    const { value, maxLength } = this.#field;
    this.#room.hidden = value.length < maxLength * nearFull;
    const used = `${t.number(value.length, 0)} / ${t.number(maxLength, 0)}`;
    const note = this.#cut ? `${t(words.pasteCut)} ${used}` : used;
    if (this.#room.textContent !== note) this.#room.textContent = note;
  }
}
