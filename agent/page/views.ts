import { button, element } from './element.ts';
import { icon } from './icons.ts';
import { keepFocus } from './keep-focus.ts';
import type { Reader } from './reader.ts';
import { Refused } from './server.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';
import { words } from './words.ts';

type Places = { rail: HTMLElement; chat: HTMLElement; view: HTMLElement };

/** The conversation is a view like the others, but for its content, which stays. */
const chatName = 'chat';

/** Which view the address asks for: `#glossary/volatility`. */
function asked(): { name: string; rest: string } {
  const [name = '', ...rest] = decodeURIComponent(location.hash.slice(1)).split('/');
  return { name, rest: rest.join('/') };
}

/** The rail with a link for each view, and the place in which the view of the address stands. */
export class Views {
  readonly #reader: Reader;
  readonly #places: Places;
  readonly #views: readonly View[];
  readonly #links = new Map<string, HTMLAnchorElement>();
  #shown = '';
  #making = 0;

  constructor(reader: Reader, places: Places, views: readonly View[]) {
    this.#reader = reader;
    this.#places = places;
    this.#views = views;
    reader.label(places.rail, viewWords.rail, 'aria-label');
    this.#link(chatName, 'chat', viewWords.chat);
    for (const { name, icon: drawing, label } of views) this.#link(name, drawing, label);
    addEventListener('hashchange', () => void this.#show(true));
    reader.always(() => void this.#show(false));
  }

  /** Goes to a view, the conversation when none is named. */
  open(name = chatName): void {
    // The address of the conversation may be empty: to write it would take the focus from the field.
    if ((this.#current()?.name ?? chatName) === name) return;
    location.hash = name;
    // Not only once the browser says so: what is asked for next may need what is shown.
    void this.#show(true);
  }

  /** Makes the view anew where what it shows may have changed. */
  refresh(): void {
    if (this.#current()?.live) void this.#show(false);
  }

  #current(): View | undefined {
    const { name } = asked();
    return this.#views.find(view => view.name === name);
  }

  #link(name: string, drawing: View['icon'], label: View['label']): void {
    const text = element('span', {});
    this.#reader.label(text, label);
    const link = element('a', { href: `#${name}`, class: 'rail-link' }, icon(drawing), text);
    this.#links.set(name, link);
    this.#places.rail.append(link);
  }

  /** @param moved the person went there: the view begins at its top, and a screen reader reads its title */
  async #show(moved: boolean): Promise<void> {
    const view = this.#current();
    const { chat, view: place } = this.#places;
    chat.hidden = view !== undefined;
    place.hidden = view === undefined;
    for (const [name, link] of this.#links) {
      if (name === (view?.name ?? chatName)) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    this.#making += 1;
    if (view) await this.#make(view, moved);
    else place.replaceChildren();
  }

  async #make(view: View, moved: boolean): Promise<void> {
    const mine = this.#making;
    const { view: place } = this.#places;
    const { t } = this.#reader;
    const title = element('h2', { tabindex: '-1' }, t(view.title));
    place.setAttribute('aria-label', t(view.title));
    const { rest } = asked();
    const what = `${view.name}/${rest}`;
    if (this.#shown !== what || place.childElementCount === 0) {
      place.replaceChildren(
        element('div', { class: 'view-inside' }, title, element('p', { class: 'muted' }, t(words.loading))),
      );
    }
    const content = await view.make(rest).catch((thrown: unknown) => [this.#problem(thrown)]);
    if (mine !== this.#making) return;
    const top = moved || this.#shown !== what ? 0 : place.scrollTop;
    this.#shown = what;
    keepFocus(place, () =>
      place.replaceChildren(element('div', { class: `view-inside ${view.name}-view` }, title, ...content)),
    );
    place.scrollTop = top;
    if (moved && !place.contains(document.activeElement)) title.focus({ preventScroll: true });
  }

  #problem(thrown: unknown): HTMLElement {
    const { t } = this.#reader;
    const again = button(t(words.again), { class: 'quiet' }, () => void this.#show(false));
    const reason = thrown instanceof Refused ? thrown.message : t(words.lost);
    return element('p', { class: 'problem', role: 'alert' }, reason, ' ', again);
  }
}
