import type { CommandShown } from '../web/web-commands.ts';
import { element } from './element.ts';
import type { Reader } from './reader.ts';
import { words } from './words.ts';

export type CommandListParts = {
  field: HTMLTextAreaElement;
  /** Where the list stands: `#commands`. */
  place: HTMLElement;
  /** Says how many commands there are, for those who hear the page. */
  said: HTMLElement;
  reader: Reader;
  /** The commands in a language; those who cannot have them see no list. */
  commands(language: Reader['language']): Promise<readonly CommandShown[]>;
  /** Puts a command into the field. */
  pick(text: string): void;
};

/** Lower case without accents, as the server compares names. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const namesOf = ({ name, other }: CommandShown): string[] => [plain(name), plain(other)];

/** A slash and the beginning of a name: before anything is said behind it. */
const begun = (text: string): string | undefined => /^\/(\S*)$/.exec(text)?.[1];

/** What a field is only while its list is open: before and after it is a plain one. */
const openMarks = {
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-haspopup': 'listbox',
  'aria-expanded': 'true',
  'aria-controls': 'commands',
} as const;

/**
 * The commands that begin like what is typed after a slash, above the field: walked through with the arrow keys, taken with
 * Enter or by a tap, closed with Escape. The focus stays in the field, which names the chosen line.
 */
export class CommandList {
  readonly #parts: CommandListParts;
  readonly #known = new Map<string, Promise<readonly CommandShown[]>>();
  #matches: readonly CommandShown[] = [];
  #at = 0;
  /** The text for which the person closed it. */
  #closedFor: string | undefined;

  constructor(parts: CommandListParts) {
    const { field, place, reader } = parts;
    this.#parts = parts;
    reader.label(place, words.commands, 'aria-label');
    reader.always(() => this.#close());
    field.addEventListener('blur', () => this.#close());
    // A press on the list must not take the focus, or the list would be gone before it is let go.
    place.tabIndex = -1;
    place.addEventListener('pointerdown', event => event.preventDefault());
    place.addEventListener('mousedown', event => event.preventDefault());
  }

  get isOpen(): boolean {
    return !this.#parts.place.hidden;
  }

  /** Opens, narrows or closes it by what stands in the field. */
  async follow(): Promise<void> {
    const { field } = this.#parts;
    const text = field.value;
    if (text !== this.#closedFor) this.#closedFor = undefined;
    const wanted = begun(text);
    if (wanted === undefined || this.#closedFor !== undefined) {
      this.#close();
      return;
    }
    const all = await this.#all();
    if (field.value !== text || document.activeElement !== field) return;
    this.#show(all, plain(wanted));
  }

  /** True where a key was meant for the list. */
  takes(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) return false;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.#move(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Escape') this.#dismiss();
    else if (key !== 'Enter' || event.shiftKey || this.#isWhole()) return false;
    else this.#take(this.#matches[this.#at]);
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #all(): Promise<readonly CommandShown[]> {
    const { commands, reader } = this.#parts;
    const { language } = reader;
    const known =
      this.#known.get(language) ??
      commands(language).catch(() => {
        this.#known.delete(language);
        return [];
      });
    this.#known.set(language, known);
    return known;
  }

  /** Those that begin like it, in either language; one that is typed whole comes first. */
  #show(all: readonly CommandShown[], wanted: string): void {
    const { field, place, said, reader } = this.#parts;
    const whole = all.filter(one => namesOf(one).includes(wanted));
    const begins = all.filter(one => !whole.includes(one) && namesOf(one).some(name => name.startsWith(wanted)));
    this.#matches = [...whole, ...begins];
    if (this.#matches.length === 0) {
      this.#close();
      return;
    }
    place.replaceChildren(...this.#matches.map((one, i) => this.#line(one, i)));
    for (const [name, value] of Object.entries(openMarks)) field.setAttribute(name, value);
    place.hidden = false;
    this.#mark(0);
    said.textContent = `${reader.t(words.commands)}: ${this.#matches.length}`;
  }

  #line(command: CommandShown, i: number): HTMLElement {
    const line = element(
      'div',
      { class: 'command', role: 'option', id: `command-${i}`, 'aria-selected': 'false' },
      element('span', { class: 'command-name' }, `/${command.name}`),
      element('span', { class: 'command-about' }, command.about),
    );
    line.addEventListener('click', () => this.#take(command));
    return line;
  }

  #move(by: number): void {
    const count = this.#matches.length;
    this.#mark((this.#at + by + count) % count);
  }

  #mark(at: number): void {
    const { field, place } = this.#parts;
    this.#at = at;
    for (const [i, line] of [...place.children].entries()) line.setAttribute('aria-selected', String(i === at));
    field.setAttribute('aria-activedescendant', `command-${at}`);
    place.children[at]?.scrollIntoView({ block: 'nearest' });
  }

  /** What is typed is a whole name, and still the chosen one: Enter sends it. */
  #isWhole(): boolean {
    const chosen = this.#matches[this.#at];
    return chosen !== undefined && namesOf(chosen).includes(plain(begun(this.#parts.field.value) ?? ''));
  }

  #take(command: CommandShown | undefined): void {
    if (!command) return;
    this.#close();
    this.#parts.pick(`/${command.name} `);
  }

  #dismiss(): void {
    this.#closedFor = this.#parts.field.value;
    this.#close();
  }

  #close(): void {
    const { field, place, said } = this.#parts;
    place.hidden = true;
    place.replaceChildren();
    for (const name of [...Object.keys(openMarks), 'aria-activedescendant']) field.removeAttribute(name);
    said.textContent = '';
  }
}
