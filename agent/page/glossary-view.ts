import type { Language } from '../../config/settings.ts';
import type { GlossaryEntry, Level } from '../../knowledge/glossary/entry.ts';
import { button, element } from './element.ts';
import { keepFocus } from './keep-focus.ts';
import type { Reader } from './reader.ts';
import { segments } from './segments.ts';
import { server, type Term } from './server.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';

export type GlossaryWorld = { reader: Reader; ask(question: string): void };

const levels: readonly Level[] = ['beginner', 'intermediate', 'expert'];

/** Without accents and capitals: "Écart type" is found by "ecart". */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const letterOf = (term: string): string => {
  const [first = ''] = plain(term);
  return /[a-z]/.test(first) ? first.toUpperCase() : '#';
};

const linkTo = (id: string, text: string): HTMLElement => element('a', { href: `#glossary/${id}` }, text);

/** The names of all terms: searched as one types, or by their first letter. */
function listOf(terms: readonly Term[], { t, language }: Reader): Node[] {
  const sorted = [...terms].sort((a, b) => a[language].term.localeCompare(b[language].term, language));
  const letters = [...new Set(sorted.map(one => letterOf(one[language].term)))].sort();
  const list = element('ul', { class: 'terms' });
  const none = element('p', { class: 'muted', role: 'status', hidden: true }, t(viewWords.noTerm));
  const search = element('input', {
    type: 'search',
    class: 'search',
    placeholder: t(viewWords.search),
    'aria-label': t(viewWords.search),
    autocomplete: 'off',
  });
  let letter = '';
  const isWanted = (one: Term, wanted: string): boolean => {
    if (wanted === '') return letter === '' || letterOf(one[language].term) === letter;
    const { en, fr } = one;
    return [en.term, fr.term, ...en.aliases, ...fr.aliases].some(name => plain(name).includes(wanted));
  };
  const items = sorted.map(one => {
    const { term, aliases } = one[language];
    const item = element(
      'li',
      {},
      linkTo(one.id, term),
      aliases.length > 0 ? element('span', { class: 'muted' }, ` ${aliases.slice(0, 3).join(', ')}`) : undefined,
    );
    return { one, item };
  });
  const show = () => {
    const wanted = plain(search.value.trim());
    for (const { one, item } of items) item.hidden = !isWanted(one, wanted);
    none.hidden = items.some(({ item }) => !item.hidden);
  };
  search.addEventListener('input', show);
  const row = segments(
    t(viewWords.letters),
    ['', ...letters].map(one => ({ value: one, text: one === '' ? t(viewWords.allLetters) : one })),
    '',
    chosen => {
      letter = chosen;
      search.value = '';
      show();
    },
  );
  row.classList.add('letters');
  list.append(...items.map(({ item }) => item));
  return [search, row, none, list];
}

/** One term, at a level and in a language that can be switched. */
function entryView(entry: GlossaryEntry, terms: readonly Term[], world: GlossaryWorld, chosen: Level): Node[] {
  const { reader, ask } = world;
  const place = element('article', { class: 'card entry' });
  const nameOf = (id: string, language: Language) => terms.find(one => one.id === id)?.[language].term ?? id;
  let level = chosen;
  let language = reader.language;
  const section = (name: string, text: string | undefined, kind = 'p') =>
    text === undefined ? [] : [element('h4', {}, name), element(kind === 'code' ? 'pre' : 'p', {}, text)];
  const show = () => {
    const { t } = reader;
    const wording = entry[language];
    const offered = levels.filter(one => wording[one] !== undefined);
    const body = element(
      'div',
      { lang: language },
      element('h3', {}, wording.term),
      wording.aliases.length > 0 ? element('p', { class: 'muted' }, wording.aliases.join(', ')) : undefined,
      element('p', { class: 'meaning' }, wording[level] ?? wording.intermediate),
      ...section(t(viewWords.formula), entry.formula, 'code'),
      ...section(t(viewWords.example), wording.example),
      ...section(t(viewWords.pitfalls), wording.pitfalls),
    );
    const pick = segments(
      t(viewWords.level),
      offered.map(value => ({ value, text: t(viewWords[value]) })),
      offered.includes(level) ? level : 'intermediate',
      value => {
        level = value;
        show();
      },
    );
    const other = button(
      t(viewWords.otherLanguage),
      { class: 'quiet', 'aria-pressed': String(language !== reader.language) },
      () => {
        language = language === 'en' ? 'fr' : 'en';
        show();
      },
    );
    const question = t({ en: `What is ${wording.term}?`, fr: `Qu'est-ce que « ${wording.term} » ?` });
    keepFocus(place, () =>
      place.replaceChildren(
        element('div', { class: 'entry-bar' }, pick, other),
        body,
        element(
          'p',
          { class: 'related' },
          element('span', { class: 'muted' }, `${t(viewWords.related)}: `),
          ...entry.related.flatMap((id, i) => [i > 0 ? ' · ' : '', linkTo(id, nameOf(id, language))]),
        ),
        element('p', { class: 'footnote' }, `${t(viewWords.source)}: ${entry.source}`),
        button(t(viewWords.askAbout), { class: 'chip' }, () => ask(question)),
      ),
    );
  };
  show();
  return [element('p', {}, element('a', { href: '#glossary' }, `← ${reader.t(viewWords.backToTerms)}`)), place];
}

/** The glossary to browse. */
export function glossaryView(world: GlossaryWorld): View {
  const { reader } = world;
  let known: Promise<readonly Term[]> | undefined;
  const terms = (): Promise<readonly Term[]> => {
    known ??= server.glossary().catch((thrown: unknown) => {
      known = undefined;
      throw thrown;
    });
    return known;
  };
  return {
    name: 'glossary',
    icon: 'glossary',
    label: viewWords.glossary,
    title: viewWords.glossary,
    async make(id) {
      if (id === '') return listOf(await terms(), reader);
      const [entry, all, { level }] = await Promise.all([
        server.term(id),
        terms(),
        server.preferences(reader.language),
      ]);
      return entryView(entry, all, world, levels.find(one => one === level) ?? 'beginner');
    },
  };
}
