import type { Language } from '../../config/settings.ts';
import { byId } from './element.ts';
import type { Reader } from './reader.ts';
import type { Theme } from './theme.ts';
import { words } from './words.ts';

const found = (id: string) => byId(id, HTMLElement);

function labelTheme(reader: Reader, theme: Theme): void {
  const toggle = found('theme');
  const label = () => {
    const text = reader.t(theme.current === 'dark' ? words.toLight : words.toDark);
    toggle.setAttribute('aria-label', text);
    toggle.title = text;
  };
  reader.always(label);
  theme.onChange(label);
  toggle.addEventListener('click', () => theme.toggle());
}

function labelLanguages(reader: Reader, choose: (language: Language) => void): void {
  const buttons = [...found('languages').querySelectorAll('button')];
  for (const one of buttons) one.addEventListener('click', () => choose(one.dataset.language === 'fr' ? 'fr' : 'en'));
  reader.always(() => {
    for (const one of buttons) one.setAttribute('aria-pressed', String(one.dataset.language === reader.language));
  });
}

/** Gives what stands in index.html its words, and the switches at its top their work. */
export function labelPage(reader: Reader, theme: Theme, choose: (language: Language) => void): void {
  reader.label(found('skip'), words.skip);
  reader.label(found('mode'), words.mode);
  reader.label(found('mode'), words.modeHint, 'title');
  reader.label(found('halted'), words.halted);
  reader.label(found('languages'), words.languages, 'aria-label');
  reader.label(found('latest'), words.latest);
  reader.label(found('chat'), words.conversation, 'aria-label');
  reader.label(found('thread'), words.messages, 'aria-label');
  reader.label(found('panel'), words.account, 'aria-label');
  labelTheme(reader, theme);
  labelLanguages(reader, choose);
}
