import type { Language } from '../../config/settings.ts';
import { type Text, type Translate, translateTo } from '../../config/text.ts';

type Relabel = () => void;

/** The language of the person who reads, and everything on the page that is written anew when it changes. */
export class Reader {
  t: Translate = translateTo('en');
  readonly #labels: Relabel[] = [];

  get language(): Language {
    return this.t.language;
  }

  use(language: Language): void {
    if (language !== this.language) this.t = translateTo(language);
    document.documentElement.lang = language;
    for (const relabel of this.#labels) relabel();
  }

  /** Does the work now and whenever the language changes. For what lives as long as the page. */
  always(work: Relabel): void {
    this.#labels.push(work);
    work();
  }

  /** Writes a text into an element, or into one of its attributes, in whatever language is chosen. */
  label(target: HTMLElement, text: Text, attribute?: string): void {
    this.always(() => {
      if (attribute === undefined) target.textContent = this.t(text);
      else target.setAttribute(attribute, this.t(text));
    });
  }
}
