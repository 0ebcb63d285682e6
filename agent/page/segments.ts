import { button, element } from './element.ts';

export type Choice<T extends string> = { readonly value: T; readonly text: string };

/** A row of buttons of which one is chosen. */
export function segments<T extends string>(
  label: string,
  choices: readonly Choice<T>[],
  chosen: T,
  choose: (value: T) => void,
): HTMLElement {
  const buttons = choices.map(({ value, text }) => {
    const one = button(text, { 'aria-pressed': String(value === chosen) }, () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === one));
      choose(value);
    });
    return one;
  });
  return element('div', { class: 'segments', role: 'group', 'aria-label': label }, ...buttons);
}
