import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { attempt } from '../config/attempt.ts';
import { type Clock, standingClock, wallClock } from '../config/clock.ts';
import { loadSettings } from '../config/load-settings.ts';
import { type Log, openLog } from '../config/log.ts';
import { rememberingLog } from '../config/recent-log.ts';
import { redact } from '../config/redact.ts';
import { readSecrets, type Secrets } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { translateTo } from '../config/text.ts';
import type { Broker, SimulatedVenue } from '../data/broker/broker.ts';
import { PaperBroker } from '../data/broker/paper-broker.ts';
import { SqliteVenue } from '../data/broker/paper-venue.ts';
import { untilInstant } from '../data/candle.ts';
import { CandleStore } from '../data/candle-store/candle-store.ts';
import { CoverageGaps } from '../data/coverage-gaps.ts';
import { type Database, openDatabase } from '../data/database.ts';
import { InstrumentRegistry } from '../data/instrument-registry.ts';
import { SqliteLedger } from '../data/ledger.ts';
import type { MarketData } from '../data/market/market-data.ts';
import { openMarket } from '../data/market/open-market.ts';
import { openLiveSource } from '../data/market/open-source.ts';
import { symbolReader } from '../data/news/mentioned-symbols.ts';
import { openOutside } from '../data/open-outside.ts';
import { UsageStore } from '../data/usage-store.ts';
import { loadEntries } from '../knowledge/glossary/load-entries.ts';
import { openDecisionMemory } from '../knowledge/memory/decision-memory.ts';
import { openLibrary } from '../knowledge/retrieval/open-library.ts';
import { shippedStrategies } from '../models/backtest/strategies.ts';
import type { Strategy } from '../models/backtest/strategy.ts';
import type { Compute } from '../models/compute/compute.ts';
import type { AskForText } from '../models/llm/ask-links.ts';
import { linkStatuses } from '../models/llm/link-status.ts';
import { lastLinkId } from '../models/llm/open-links.ts';
import { type QuarantinedReader, quarantinedReader } from '../models/llm/quarantined-reader.ts';
import { openSpending } from '../models/llm/spending.ts';
import { Gate } from '../models/risk/gate.ts';
import { shippedTools } from '../tools/index.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import { Agent } from './agent.ts';
import { Cycle } from './cycle.ts';
import { openDecider } from './decision/open-decider.ts';
import { Desk } from './desk/desk.ts';
import { readOutlook } from './desk/outlook.ts';
import { ProposalStore } from './desk/proposal-store.ts';
import { Door } from './door.ts';
import { headlineScorer } from './headline-model.ts';
import { Loop } from './loop.ts';
import type { OpenedServers } from './mcp/open-mcp-servers.ts';
import { openAsker } from './open-asker.ts';
import { openLab } from './open-lab.ts';
import { openMessages } from './open-messages.ts';
import { openModels } from './open-models.ts';
import { openPeople } from './open-people.ts';
import { openPlugins } from './open-plugins.ts';
import { openThinker, plannerWorld } from './open-thinker.ts';
import { managerChannel, ownerOf, type Person } from './people.ts';
import { type Defences, defences } from './safety/defences.ts';
import { Scenes } from './scenes.ts';
import type { Thinker } from './thinker.ts';

/** What a test or another way in may bring instead of what the settings open. */
export type Brought = {
  settings?: Settings;
  database?: Database;
  market?: MarketData;
  broker?: Broker;
  venue?: SimulatedVenue;
  /** Where long computations run; threads of their own when absent. */
  compute?: Compute;
  thinker?: Thinker;
  /** Who decides for the portfolio manager, in place of the links of the settings. */
  ask?: AskForText;
  /** Safeguards that a test takes away. */
  defences?: Partial<Defences>;
  wall?: Clock;
  log?: Log;
  tools?: readonly Tool[];
  secrets?: Secrets;
  live?: ToolContext['live'];
};

/** The tools of outside servers, loaded only where the settings name some. */
async function openServers(settings: Settings, read: QuarantinedReader): Promise<OpenedServers> {
  const { openMcpServers } = await import('./mcp/open-mcp-servers.ts');
  return openMcpServers(settings, process.env, read);
}

const noServers: OpenedServers = { tools: [], close: () => Promise.resolve() };

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** The account's first ledger row: without it there is no cash to fold. */
function openAccount(ledger: SqliteLedger, database: Database, settings: Settings): void {
  database
    .transaction(() => {
      if (ledger.rows('note').some(row => row.body.event === 'account-opened')) return;
      ledger.append(
        'note',
        { event: 'account-opened', cashUsd: settings.broker.startingCashUsd },
        { channel: 'system', id: 'start-up' },
      );
    })
    .immediate();
}

/**
 * Puts the agent together from its settings, checks the ledger's chain and settles what a crash left open.
 * @throws QuaestorError of blame `config` when something is not set up, `ledger.broken-chain` when the record was changed
 */
export async function openAgent(brought: Brought = {}): Promise<Agent> {
  const settings = brought.settings ?? loadSettings();
  const log = rememberingLog(brought.log ?? openLog(settings.logLevel));
  const wall = brought.wall ?? wallClock;
  const gate = Gate.open(settings.risk.rules);
  const plugins = await openPlugins(settings);
  const servers =
    settings.mcp.servers.length === 0
      ? noServers
      : await openServers(settings, (text, signal) => reader()(text, signal));
  const reader = once(() => quarantinedReader({ ask, symbolsIn: symbolReader(registry) }));
  const tools = brought.tools ?? [...shippedTools, ...plugins.tools, ...servers.tools];
  const strategies: readonly Strategy[] = [...shippedStrategies, ...plugins.strategies];
  const database = brought.database ?? openDatabase(join(settings.stateFolder, 'quaestor.db'));
  const ledger = new SqliteLedger(database, settings.broker.accountId, wall);
  ledger.verify();
  openAccount(ledger, database, settings);
  const registry = new InstrumentRegistry();
  const store = new CandleStore(join(settings.stateFolder, 'candles'), wall);
  const market = brought.market ?? openMarket(settings, registry, store);
  registry.prefer(() => market.symbols(), settings.market.defaultSymbol);
  const paper = new PaperBroker({
    costs: settings.broker,
    venue: new SqliteVenue(database, settings.broker.accountId),
    instrument: symbol => market.instrument(symbol),
    fillOn: symbol => market.quote(symbol),
  });
  const broker = brought.broker ?? paper;
  const venue = brought.venue ?? paper;
  const proposals = new ProposalStore(database, settings.broker.accountId);
  const secrets = brought.secrets ?? readSecrets();
  const models = openModels(settings, database, wall, secrets);
  const regimeOf = (symbol: string) => attempt(() => models.route(market.candles(symbol, '1d')));
  const written = once(() => openLibrary({ database, clock: wall, entries: loadEntries(), settings, secrets }));
  const glossary = () => written().glossary;
  const people = openPeople({ settings, database, ledger, wall, entries: () => glossary().entries() });
  const desk = new Desk({
    database,
    ledger,
    market,
    broker,
    venue,
    gate,
    store: proposals,
    settings,
    log,
    wall,
    regimeOf,
    outlookOf: symbol => readOutlook(market, models, symbol),
    personOf: account => (account.channel === managerChannel ? undefined : people.register.person(account)),
    kinOf: account => people.register.kinOf(account),
  });
  await desk
    .reconcile()
    .catch((error: unknown) => log.error('reconciliation at start-up failed; approvals wait for it', { error }));
  const offline = openOutside(settings, registry, market, wall);
  const spending = openSpending(settings.llm, new UsageStore(database, wall), secrets);
  const ask = openAsker({ settings, secrets, log, wall, database, spending }, brought.ask);
  const outside = { ...offline, scorer: headlineScorer(settings, offline.scorer, ask) };
  const gaps = new CoverageGaps(database, wall);
  const { conversations } = people;
  const scenes = new Scenes({ desk, ledger, market, settings, wall });
  const messages = openMessages({
    settings,
    database,
    wall,
    log,
    ledger,
    market,
    candles: store,
    models,
    desk,
    register: people.register,
    cardOf: (proposal, language) => scenes.current(proposal, translateTo(language)),
  });
  const refused = (person: Person, tool: string) => {
    ledger.append('note', { event: 'role-refused', tool }, { channel: person.channel, id: person.id });
  };
  const door = new Door({
    tools,
    desk,
    scenes,
    refused,
    keepRated: (rated, person) => messages.feedback.keep(rated, ownerOf(person)),
  });
  const world = { market, registry, strategies, glossary, outside, defaultSymbol: settings.market.defaultSymbol };
  const thinker = brought.thinker ?? openThinker({ settings, secrets, tools, log, ...world });
  const hasModels = linkStatuses(settings.llm, secrets).some(({ skipped }) => skipped === undefined);
  const scrub = (text: string) => redact(redact(text, { ...secrets }));
  const loop = new Loop({
    tools,
    door,
    conversations,
    thinker,
    toolCallsPerTurn: settings.llm.toolCallsPerTurn,
    spending,
    ledger,
    worldOf: language => plannerWorld(world, language),
    symbolOf: name => registry.find(name)?.symbol,
    answered: by => {
      if (hasModels) messages.alerting.watch.answered(by === lastLinkId);
    },
    defences: { ...defences, scrub, ...brought.defences },
  });
  const lab = { ...openLab(settings, database, wall), ...(brought.compute ? { compute: brought.compute } : {}) };
  const memory = openDecisionMemory(database, settings.broker.accountId);
  const decider = openDecider({ settings, ledger, memory, ask });
  const cycle = new Cycle({
    settings,
    strategies,
    market,
    ledger,
    desk,
    regimeOf,
    regimeAt: (symbol, instant) => attempt(() => models.route(untilInstant(market.candles(symbol, '1d'), instant))),
    wall,
    memory,
    decider,
    risk: symbol => desk.risk(symbol),
    contextOf: person => contextFor(person, new AbortController().signal, () => 'cycle'),
  });
  const contextFor = (person: Person, signal: AbortSignal, reference: () => string): ToolContext => ({
    settings,
    clock: standingClock(() => market.now()),
    wall,
    log,
    t: translateTo(person.language),
    market,
    registry,
    store,
    live: brought.live ?? (provider => openLiveSource(provider, settings, wall)),
    outside,
    progress: () => {},
    lab,
    models,
    ledger,
    audit: () => ({ head: ledger.head(), rows: [...ledger.stored()] }),
    decisions: memory,
    glossary,
    library: () => written().library,
    learner: people.learnerOf(person),
    alerts: messages.alerting.rulesOf(person),
    feedback: () => messages.feedback.labels(),
    noteGap: question => gaps.note(question),
    strategies,
    signal,
    tainted: false,
    decisionId: `D-${randomUUID().slice(0, 8)}`,
    reference,
  });
  return new Agent({
    settings,
    log,
    recentLog: log,
    database,
    ledger,
    market,
    tools,
    desk,
    door,
    loop,
    scenes,
    cycle,
    models,
    conversations,
    register: people.register,
    ...messages,
    spending,
    contextFor,
    async close() {
      await messages.delivery.close();
      await servers.close();
      database.close();
    },
  });
}
