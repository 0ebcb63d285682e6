import type { Language } from '../../config/settings.ts';
import { Charts } from './charts.ts';
import { Composer } from './composer.ts';
import { Connection } from './connection.ts';
import { ConversationRunner } from './conversation-runner.ts';
import { byId } from './element.ts';
import { Panel } from './panel.ts';
import { pastTurn } from './past-turn.ts';
import { Proposals } from './proposals.ts';
import { Reader } from './reader.ts';
import { Refused, type State, server } from './server.ts';
import { Sheet } from './sheet.ts';
import { Theme } from './theme.ts';
import { Thread } from './thread.ts';
import { words } from './words.ts';

const pollMs = 30_000;
const found = (id: string) => byId(id, HTMLElement);

const reader = new Reader();
const theme = new Theme();
const charts = new Charts(reader, theme);
const spoken = found('spoken');
const speak = (text: string) => spoken.replaceChildren(text);
const panelBox = found('panel');
const sheet = new Sheet(panelBox, found('summary'), found('scrim'));
const panel = new Panel(reader, panelBox, found('summary'));
const thread = new Thread(found('thread'), found('latest'));
const connection = new Connection(found('banner'), reader, () => refresh());

const ask = (question: string) => {
  sheet.open(false);
  runner.ask(question);
};
const world = { charts, reader, ask };
const decided = (said: string, inPanel: boolean) => {
  speak(said);
  if (inPanel && said !== '') thread.note(said);
  refresh();
};
const proposals = new Proposals({ ...world, decided }, panel.waiting);
const composer = new Composer(reader, { ask, stop: () => runner.stop() });
const runner = new ConversationRunner({ world, proposals, thread, connection, speak, refresh }, composer);

let asked = 0;
let shownIn: Language | undefined;
let restored = false;

function show(state: State, before: ReadonlySet<string>): void {
  const { language } = state.person;
  if (language !== reader.language) reader.use(language);
  proposals.sync(state.proposals, before, shownIn !== undefined && shownIn !== language);
  shownIn = language;
  panel.show(state, proposals.waiting);
  found('notice').textContent = state.notice;
  composer.longest = state.maxCharacters;
  found('halted').hidden = !state.halted;
}

/** Brings account, proposals and clock to what the server says now; of several answers the last one asked for counts. */
async function load(language: Language | undefined): Promise<boolean> {
  asked += 1;
  const mine = asked;
  const before = proposals.pendingIds();
  try {
    const state = await server.state(language);
    connection.found();
    if (mine === asked) show(state, before);
    return true;
  } catch (thrown) {
    if (thrown instanceof Refused) connection.refused(thrown.message);
    else connection.lost();
    return false;
  }
}

function refresh(): void {
  void (shownIn === undefined ? start() : load(reader.language));
}

/** The first look: the person's language, then what was said before. Tried again until the server answers. */
async function start(): Promise<void> {
  if (!(await load(undefined)) || restored) return;
  restored = true;
  const said = await server.history().catch(() => []);
  if (said.length > 0) thread.restore(said.map(one => pastTurn(one, world, proposals)));
  else thread.welcome(reader, ask);
  composer.focus();
}

function choose(language: Language): void {
  reader.use(language);
  server.choose(language).then(refresh, () => connection.lost());
}

function labelPage(): void {
  reader.label(found('skip'), words.skip);
  reader.label(found('mode'), words.mode);
  reader.label(found('mode'), words.modeHint, 'title');
  reader.label(found('halted'), words.halted);
  reader.label(found('languages'), words.languages, 'aria-label');
  reader.label(found('latest'), words.latest);
  reader.label(found('chat'), words.conversation, 'aria-label');
  reader.label(panelBox, words.account, 'aria-label');
  const toggle = found('theme');
  const labelToggle = () => {
    const label = reader.t(theme.current === 'dark' ? words.toLight : words.toDark);
    toggle.setAttribute('aria-label', label);
    toggle.title = label;
  };
  reader.always(labelToggle);
  theme.onChange(labelToggle);
  toggle.addEventListener('click', () => theme.toggle());
}

function labelLanguages(): void {
  const buttons = [...found('languages').querySelectorAll('button')];
  for (const one of buttons) one.addEventListener('click', () => choose(one.dataset.language === 'fr' ? 'fr' : 'en'));
  reader.always(() => {
    for (const one of buttons) one.setAttribute('aria-pressed', String(one.dataset.language === reader.language));
  });
}

labelPage();
labelLanguages();
refresh();
setInterval(() => {
  if (!document.hidden) refresh();
}, pollMs);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refresh();
});
