import type { Language } from '../../config/settings.ts';
import type { PageEvent } from '../web/web-live.ts';
import { accountView } from './account-view.ts';
import { Charts } from './charts.ts';
import { Composer } from './composer.ts';
import { Connection } from './connection.ts';
import { ConversationRunner } from './conversation-runner.ts';
import { Countdowns } from './countdown.ts';
import { byId } from './element.ts';
import { gathered } from './gathered.ts';
import { glossaryView } from './glossary-view.ts';
import { historyView } from './history-view.ts';
import { labelPage } from './label-page.ts';
import { Live } from './live.ts';
import { Panel } from './panel.ts';
import { pastTurn } from './past-turn.ts';
import { Proposals } from './proposals.ts';
import { quizView } from './quiz-view.ts';
import { Reader } from './reader.ts';
import { Refused, type State, server } from './server.ts';
import { settingsView } from './settings-view.ts';
import { Sheet } from './sheet.ts';
import { Talk } from './talk.ts';
import { Theme } from './theme.ts';
import { Thread } from './thread.ts';
import { Toasts } from './toasts.ts';
import { Views } from './views.ts';

const pollMs = 30_000;
/** Changes that come together are looked at once. */
const gatherMs = 150;
const notLoggedIn = 401;
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
const toasts = new Toasts(found('toasts'), reader, found('rail'));
const connection = new Connection(found('banner'), reader, () => refresh());
const countdowns = new Countdowns(reader, () => refresh());
const talk = new Talk(() => void reopen());
const soon = gathered(gatherMs, () => refresh());
const live = new Live({ look: soon, hear });

const ask = (question: string) => {
  sheet.open(false);
  views.open();
  runner.ask(question);
  composer.focus();
};
const world = { charts, reader, ask };
const decided = (said: string, inPanel: boolean) => {
  speak(said);
  if (inPanel && said !== '') thread.note(said);
  refresh();
};
const orderOf = async (id: string) => (await server.orders().catch(() => [])).find(order => order.id === id);
const stateOf = (id: string) => server.proposal(id, reader.language).catch(() => undefined);
const made = (card: HTMLElement) => thread.place(card);
const proposals = new Proposals({ ...world, countdowns, orderOf, stateOf, decided, made }, panel.waiting);
const composer = new Composer(reader, { ask, stop: () => runner.stop(), open: () => views.open() });
const conversation = () => talk.id;
const runner = new ConversationRunner(
  { world, proposals, thread, connection, speak, refresh, conversation },
  composer,
  found('queued'),
);
const read = () => views.open();
const views = new Views(reader, { rail: found('rail'), chat: found('chat'), view: found('view') }, [
  historyView({ reader, talk, read }),
  accountView(world),
  glossaryView({ reader, ask }),
  quizView(world),
  settingsView({ reader, theme, choose, refresh, forgotten: () => talk.choose(undefined) }),
]);

let asked = 0;
let shownIn: Language | undefined;
let restored = false;

function show(state: State, before: ReadonlySet<string>): void {
  const { language } = state.person;
  if (language !== reader.language) reader.use(language);
  countdowns.serverAt = state.wallAt;
  proposals.sync(state.proposals, before, shownIn !== undefined && shownIn !== language);
  shownIn = language;
  panel.show(state, proposals.waiting);
  found('notice').textContent = state.notice;
  composer.longest = state.maxCharacters;
  found('halted').hidden = !state.halted;
  live.listen(language);
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
    if (!(thrown instanceof Refused)) connection.lost();
    else if (thrown.status === notLoggedIn) location.assign('/login');
    else connection.refused(thrown.message);
    return false;
  }
}

function refresh(): void {
  void (shownIn === undefined ? start() : load(reader.language));
}

/** What happened elsewhere: a card changes at once, the figures follow. */
function hear(event: PageEvent): void {
  if (event.type === 'proposal-changed') proposals.changed(event);
  if (event.type === 'alert') {
    toasts.show(event.card);
    return;
  }
  if (event.type === 'state') views.refresh();
  soon();
}

/** The first look: the person's language, then what was said before. Tried again until the server answers. */
async function start(): Promise<void> {
  if (!(await load(undefined)) || restored) return;
  restored = true;
  await restore();
  composer.focus();
}

async function restore(): Promise<void> {
  const said = await server.history(talk.id).catch(() => []);
  if (said.length > 0) thread.restore(said.map(one => pastTurn(one, world, proposals)));
  else thread.welcome(reader, ask);
}

/** Another conversation: what ran in the old one is stopped. */
async function reopen(): Promise<void> {
  runner.leave();
  thread.clear();
  await restore();
}

function choose(language: Language): void {
  reader.use(language);
  server.choose(language).then(refresh, () => connection.lost());
}

labelPage(reader, theme, choose);
refresh();
setInterval(() => {
  if (!document.hidden) refresh();
}, pollMs);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  live.wake();
  refresh();
});
