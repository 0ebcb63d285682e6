import { button, element } from './element.ts';
import { removeFocused } from './keep-focus.ts';
import type { Reader } from './reader.ts';
import { type Conversation, server } from './server.ts';
import type { Talk } from './talk.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';

export type HistoryWorld = {
  reader: Reader;
  talk: Talk;
  /** Goes to the conversation that is open now. */
  read(): void;
};

/** The person's conversations: to open, to delete, and to begin another. */
export function historyView({ reader, talk, read }: HistoryWorld): View {
  const begin = () => {
    talk.begin();
    read();
  };
  const row = (one: Conversation, start: HTMLElement): HTMLElement => {
    const { t } = reader;
    const open = one.id === talk.id;
    const choose = button('', { class: 'talk', 'aria-current': open ? 'true' : undefined }, () => {
      if (!open) talk.choose(one.id);
      read();
    });
    choose.append(
      element('span', { class: 'talk-title' }, one.title),
      element('span', { class: 'muted' }, open ? `${t.day(one.at)} · ${t(viewWords.open)}` : t.day(one.at)),
    );
    const item = element(
      'li',
      {},
      choose,
      removal(one, () => removeFocused(item, start)),
    );
    return item;
  };
  /** Deleting asks once more, on the same button. */
  const removal = (one: Conversation, gone: () => void): HTMLElement => {
    const { t } = reader;
    let sure = false;
    const press = button(
      t(viewWords.remove),
      { class: 'quiet', 'aria-label': `${t(viewWords.remove)}: ${one.title}` },
      async () => {
        if (!sure) {
          sure = true;
          press.textContent = t(viewWords.reallyRemove);
          press.setAttribute('aria-label', `${t(viewWords.reallyRemove)} ${one.title}`);
          return;
        }
        await server.remove(one.id);
        gone();
        if (one.id === talk.id) talk.begin();
      },
    );
    return press;
  };
  return {
    name: 'history',
    icon: 'history',
    label: viewWords.history,
    title: viewWords.conversations,
    async make() {
      const { t } = reader;
      const all = await server.conversations();
      const start = button(t(viewWords.newConversation), { class: 'decide approve' }, begin);
      return [
        start,
        all.length === 0
          ? element('p', { class: 'muted' }, t(viewWords.noConversations))
          : element('ul', { class: 'talks' }, ...all.map(one => row(one, start))),
      ];
    },
  };
}
