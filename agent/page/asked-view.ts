import type { Translate } from '../../config/text.ts';
import { button, element } from './element.ts';
import { words } from './words.ts';

const longest = 400;
const mostLines = 10;

/** The first lines of a text that would fill the window; undefined where it is short enough to stand whole. */
function beginning(text: string): string | undefined {
  const short = text.split('\n').slice(0, mostLines).join('\n').slice(0, longest);
  return short.length < text.length ? `${short.trimEnd()}…` : undefined;
}

/** What the person asked. A very long text shows its first lines, and all of it on demand. */
export function askedView(text: string, t: Translate): HTMLElement {
  const short = beginning(text);
  const shown = element('span', {}, short ?? text);
  const asked = element('div', { class: 'asked' }, element('span', { class: 'spoken' }, `${t(words.you)} `), shown);
  if (short === undefined) return asked;
  let open = false;
  const fold = button(t(words.wholeText), { class: 'quiet fold', 'aria-expanded': 'false' }, () => {
    open = !open;
    shown.textContent = open ? text : short;
    fold.textContent = t(open ? words.lessText : words.wholeText);
    fold.setAttribute('aria-expanded', String(open));
  });
  asked.append(fold);
  return asked;
}
