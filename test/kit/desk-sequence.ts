import Sqlite from 'better-sqlite3';
import type { CardRef } from '../../agent/desk/approval.ts';
import { Desk, type Proposed } from '../../agent/desk/desk.ts';
import { ProposalStore } from '../../agent/desk/proposal-store.ts';
import type { Person } from '../../agent/people.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { openLog } from '../../config/log.ts';
import type { Broker } from '../../data/broker/broker.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { SqliteVenue } from '../../data/broker/paper-venue.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { SqliteLedger } from '../../data/ledger.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { Gate } from '../../models/risk/gate.ts';
import { auditLedger, type Outcome } from './audit-ledger.ts';
import { dailySeries } from './candles.ts';
import { MovingMarket } from './moving-market.ts';
import { roles, SequencePeople } from './sequence-people.ts';
import { HandClock } from './test-agent.ts';

class Crash extends Error {}

/** Above this value two persons have to approve, in USD. */
const large = 350;

const settings = settingsFrom({
  llm: { chain: [] },
  stateFolder: 'nowhere',
  people: { roles },
  desk: { twoApproversAboveUsd: large, proposalMinutes: 30, checkQuestion: 'always' },
  risk: {
    maxOpensPerHour: null,
    maxTradesPerDay: null,
    reEntryPauseMinutes: null,
    minimumHoldMinutes: null,
    cooldown: null,
    maxPositionShare: 0.5,
  },
});
const gate = Gate.open(settings.risk.rules);
const log = openLog('silent');

type Step = () => void | Promise<void>;

let template: Buffer | undefined;

/** Opens the account in a fresh state database. */
export function openAccount(database: Database): Database {
  new SqliteLedger(database, settings.broker.accountId).append(
    'note',
    { event: 'account-opened', cashUsd: 10_000 },
    { channel: 'system', id: 'test' },
  );
  return database;
}

/** A copy of a database that was migrated once. */
function freshDatabase(): Database {
  if (!template) {
    const made = openAccount(openDatabase(':memory:'));
    template = made.serialize();
    made.close();
  }
  return new Sqlite(template);
}

const closes = Array.from({ length: 60 }, (_, i) => 100 + (i % 7) * 0.3);

type CrashPoint = 'never' | 'before' | 'after' | 'find';

/** A desk on a database, with people who press whatever they see, and a broker that may die. */
export class DeskSequence {
  readonly outcome: Outcome = { faults: [], fills: 0, approvals: 0, crashes: 0, refusedClicks: 0, pairs: 0 };
  readonly #random: () => number;
  readonly #database: Database;
  readonly #wall = new HandClock();
  readonly #ledger: SqliteLedger;
  readonly #market = new MovingMarket(dailySeries(closes.map(close => [close, close + 1, close - 1, close])), 40);
  readonly #paper: PaperBroker;
  readonly #seen: CardRef[] = [];
  readonly #people: SequencePeople;
  readonly #bag: readonly Step[];
  #crashAt: CrashPoint = 'never';
  #desk: Desk;

  constructor(database: Database, random: () => number) {
    this.#database = database;
    this.#random = random;
    this.#ledger = new SqliteLedger(database, settings.broker.accountId, this.#wall);
    this.#paper = new PaperBroker({
      costs: settings.broker,
      venue: new SqliteVenue(database, settings.broker.accountId),
      instrument: one => this.#market.instrument(one),
      fillOn: one => this.#market.quote(one),
    });
    this.#people = new SequencePeople({ settings, database, ledger: this.#ledger, wall: this.#wall, random });
    this.#desk = this.#openDesk();
    // What earlier processes proposed is on people's screens still.
    this.#seen.push(...this.#desk.waiting().map(({ id, version, nonce }) => ({ proposalId: id, version, nonce })));
    const times = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step);
    this.#bag = [
      ...times(6, () => this.#propose()),
      ...times(24, () => this.#click()),
      ...times(5, () => this.#edit()),
      ...times(2, () => this.#wall.advance(this.#chance(0.3) ? 31 * 60_000 : 60_000)),
      ...times(2, () => this.restart()),
      ...times(2, () => this.#prepareCrash()),
      () => void this.#market.moveTo(40 + Math.floor(this.#random() * 19)),
      ...times(2, () => this.#people.giveRole()),
      ...times(2, () => this.#people.link()),
      ...times(2, () => this.#people.unlink()),
      () => this.#desk.halt(this.#people.any(), 'random'),
      () => this.#desk.resume(this.#people.owner()),
    ];
  }

  async step(): Promise<void> {
    await this.#pick(this.#bag)();
  }

  /** What a new process does first. */
  async restart(): Promise<void> {
    this.#desk = this.#openDesk();
    await this.#desk.reconcile().catch(() => undefined);
  }

  /** Ends with a restart that nothing disturbs, and checks what must hold. */
  async audit(): Promise<Outcome> {
    this.#crashAt = 'never';
    await this.restart();
    auditLedger(this.#ledger, roles, large, this.outcome);
    return this.outcome;
  }

  #openDesk(): Desk {
    return new Desk({
      database: this.#database,
      ledger: this.#ledger,
      market: this.#market,
      broker: this.#broker(),
      venue: this.#paper,
      gate,
      store: new ProposalStore(this.#database, settings.broker.accountId),
      settings,
      log,
      wall: this.#wall,
      outlookOf: () => ({}),
      personOf: one => this.#people.register.person(one),
      kinOf: one => this.#people.register.kinOf(one),
    });
  }

  #broker(): Broker {
    const dieAt = (point: CrashPoint): void => {
      if (this.#crashAt !== point) return;
      this.#crashAt = 'never';
      throw new Crash(point);
    };
    return {
      name: 'dying',
      submit: async order => {
        dieAt('before');
        const outcome = await this.#paper.submit(order);
        dieAt('after');
        return outcome;
      },
      cancel: id => this.#paper.cancel(id),
      find: async id => {
        dieAt('find');
        return this.#paper.find(id);
      },
    };
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  #prepareCrash(): void {
    this.#crashAt = this.#pick(['before', 'after', 'find'] as const);
    this.outcome.crashes += 1;
  }

  #saw(made: Proposed | undefined): void {
    if (made?.kind !== 'proposed') return;
    const { id: proposalId, version, nonce } = made.proposal;
    this.#seen.push({ proposalId, version, nonce });
  }

  #quantity(): number {
    return 1 + Math.floor(this.#random() * 12);
  }

  #propose(): void {
    const { symbol } = this.#market.series;
    const draft: Draft = {
      accountId: settings.broker.accountId,
      symbol,
      side: this.#chance(0.8) ? 'buy' : 'sell',
      sizing: { kind: 'quantity', amount: this.#quantity() },
      entry: this.#market.quote(symbol).price,
      decisionId: 'D',
      tainted: false,
    };
    this.#saw(this.#desk.propose(draft, this.#people.proposer()));
  }

  /** A card that somebody has seen: often the newest version, sometimes an old one, sometimes a forged one. */
  #card(): CardRef | undefined {
    if (this.#seen.length === 0) return undefined;
    const one = this.#pick(this.#seen);
    if (this.#chance(0.1)) return { ...one, nonce: 'forged' };
    return this.#chance(0.6) ? this.#seen.at(-1) : one;
  }

  async #click(): Promise<void> {
    const card = this.#card();
    if (!card) return;
    const who = this.#chance(0.7) ? this.#people.decider() : this.#people.any();
    const verb = this.#chance(0.85) ? 'approve' : 'reject';
    if (this.#chance(0.7)) await this.#answerAll(card, who);
    const taps = Array.from({ length: this.#chance(0.3) ? 2 : 1 }, () => this.#desk.decide({ ...card, verb }, who));
    const results = await Promise.allSettled(taps);
    this.outcome.refusedClicks += results.filter(({ status }) => status === 'rejected').length;
  }

  async #answerAll(card: CardRef, who: Person): Promise<void> {
    for (let choice = 0; choice < 3; choice += 1) await this.#desk.answer(card, choice, who).catch(() => false);
  }

  async #edit(): Promise<void> {
    const card = this.#card();
    if (!card) return;
    const who = this.#people.any();
    const made = this.#chance(0.8)
      ? this.#desk.edit(card, { quantity: this.#quantity() }, who)
      : this.#desk.again(card, who);
    this.#saw(await made.catch(() => undefined));
  }
}

/**
 * Plays one random sequence of proposals, clicks, edits, expiries, stops, restarts, crashes, roles and links over several
 * persons and channels, then checks what must hold whatever happened.
 */
export async function playSequence(random: () => number): Promise<Outcome> {
  const database = freshDatabase();
  const sequence = new DeskSequence(database, random);
  const length = 14 + Math.floor(random() * 20);
  for (let i = 0; i < length; i += 1) await sequence.step();
  const outcome = await sequence.audit();
  database.close();
  return outcome;
}
