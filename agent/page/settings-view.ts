import type { Language } from '../../config/settings.ts';
import { button, element } from './element.ts';
import { removeFocused } from './keep-focus.ts';
import type { Reader } from './reader.ts';
import { replayControl } from './replay-control.ts';
import { segments } from './segments.ts';
import { type Preferences, server } from './server.ts';
import type { Theme } from './theme.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';

export type SettingsWorld = {
  reader: Reader;
  theme: Theme;
  choose(language: Language): void;
  /** The market's clock moved. */
  refresh(): void;
  /** Nothing is kept of the person any more. */
  forgotten(): void;
};

const levels = ['beginner', 'intermediate', 'expert'] as const;

const section = (title: string, ...content: readonly (Node | string | undefined)[]): HTMLElement =>
  element('section', { class: 'setting' }, element('h3', {}, title), ...content);

/** What the person may choose: all of it can be said in the chat as well. */
export function settingsView(world: SettingsWorld): View {
  const { reader, theme } = world;

  const languagePart = (): HTMLElement =>
    section(
      reader.t(viewWords.language),
      segments(
        reader.t(viewWords.language),
        [
          { value: 'en', text: 'English' },
          { value: 'fr', text: 'Français' },
        ],
        reader.language,
        value => world.choose(value),
      ),
    );

  const levelPart = ({ level }: Preferences): HTMLElement =>
    section(
      reader.t(viewWords.explanations),
      segments(
        reader.t(viewWords.explanations),
        levels.map(value => ({ value, text: reader.t(viewWords[value]) })),
        levels.find(one => one === level) ?? 'beginner',
        value => void server.command(`/level ${value}`, reader.language),
      ),
    );

  const themePart = (): HTMLElement =>
    section(
      reader.t(viewWords.colours),
      segments(
        reader.t(viewWords.colours),
        [
          { value: 'system', text: reader.t(viewWords.bySystem) },
          { value: 'light', text: reader.t(viewWords.light) },
          { value: 'dark', text: reader.t(viewWords.dark) },
        ],
        theme.chosen ?? 'system',
        value => theme.choose(value === 'system' ? undefined : value),
      ),
    );

  const alertsPart = ({ alerts }: Preferences): HTMLElement => {
    const { t, language } = reader;
    const rows = alerts.map(({ id, text }) => {
      const remove = async () => {
        await server.command(`/alerts remove ${id}`, language);
        removeFocused(row, list);
      };
      const row = element(
        'li',
        {},
        element('span', {}, text),
        button(
          t(viewWords.remove),
          { class: 'quiet', 'aria-label': `${t(viewWords.remove)}: ${text}` },
          () => void remove(),
        ),
      );
      return row;
    });
    const list = element('ul', { class: 'rows' }, ...rows);
    return section(
      t(viewWords.alerts),
      rows.length === 0 ? element('p', { class: 'muted' }, t(viewWords.noAlerts)) : list,
    );
  };

  const accountsPart = ({ accounts }: Preferences): HTMLElement => {
    const { t, language } = reader;
    const said = element('div', { class: 'said', role: 'status' });
    const getCode = async () => {
      const { text, cards } = await server.command('/link', language);
      said.replaceChildren(...[text, ...cards.flatMap(card => card.lines)].map(line => element('p', {}, line)));
    };
    return section(
      t(viewWords.accounts),
      accounts.length === 0
        ? element('p', { class: 'muted' }, t(viewWords.noAccounts))
        : element('ul', { class: 'rows' }, ...accounts.map(one => element('li', {}, one))),
      button(t(viewWords.getCode), { class: 'quiet' }, () => void getCode()),
      said,
    );
  };

  /** A form: it works even where a script has failed, and the server answers with the way in. */
  const sessionPart = ({ session }: Preferences): HTMLElement => {
    const { t } = reader;
    const about = element('p', { class: 'muted' }, t(session ? viewWords.logoutAbout : viewWords.noLogin));
    const leave = element('button', { type: 'submit', class: 'quiet' }, t(viewWords.logout));
    const form = element('form', { method: 'post', action: '/logout' }, leave);
    return section(t(viewWords.session), about, session ? form : undefined);
  };

  /** Asks once more, on the same button. */
  const forgetPart = (): HTMLElement => {
    const { t, language } = reader;
    let sure = false;
    const said = element('p', { role: 'status' });
    const press = button(t(viewWords.forget), { class: 'quiet danger' }, async () => {
      if (sure) {
        said.textContent = (await server.command('/forget_me yes', language)).text;
        removeFocused(press, said);
        world.forgotten();
      } else press.textContent = t(viewWords.reallyForget);
      sure = true;
    });
    return section(t(viewWords.forget), element('p', { class: 'muted' }, t(viewWords.forgetAbout)), press, said);
  };

  return {
    name: 'settings',
    icon: 'settings',
    label: viewWords.settings,
    title: viewWords.settings,
    async make() {
      const { t, language } = reader;
      const [mine, replay] = await Promise.all([server.preferences(language), server.replay()]);
      return [
        section(t(viewWords.you), element('p', {}, `${mine.name} · ${t(viewWords.role)} ${mine.role}`)),
        languagePart(),
        levelPart(mine),
        themePart(),
        alertsPart(mine),
        accountsPart(mine),
        sessionPart(mine),
        section(t(viewWords.replay), replayControl(replay, reader, world.refresh)),
        forgetPart(),
      ];
    },
  };
}
