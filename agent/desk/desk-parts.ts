import type { Clock } from '../../config/clock.ts';
import type { Log } from '../../config/log.ts';
import type { Settings } from '../../config/settings.ts';
import type { Broker, SimulatedVenue } from '../../data/broker/broker.ts';
import type { Database } from '../../data/database.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { Actor } from '../../data/ledger-row.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Route } from '../../models/regime/regime.ts';
import type { Gate } from '../../models/risk/gate.ts';
import type { Person } from '../people.ts';
import type { Outlook } from './outlook.ts';
import type { ProposalStore } from './proposal-store.ts';

/** What the desk works with. */
export type DeskParts = {
  database: Database;
  ledger: Ledger;
  market: MarketData;
  broker: Broker;
  /** Where the broker is simulated: what it does as candles close. */
  venue: SimulatedVenue | undefined;
  gate: Gate;
  /** The regime of an instrument; undefined where it cannot be read. */
  regimeOf?: ((symbol: string) => Route | undefined) | undefined;
  /** How the market looks, for a new proposal and at the tap. */
  outlookOf: (symbol: string) => Outlook;
  store: ProposalStore;
  /** Who is behind an account now: rights and links may have changed since somebody pressed; undefined for no account. */
  personOf: (account: AccountId) => Person | undefined;
  /** Every account that is or was the same person's, the given one included. */
  kinOf: (account: AccountId) => readonly AccountId[];
  settings: Settings;
  log: Log;
  /** Wall clock: for expiry. */
  wall: Clock;
};

export const actorOf = ({ channel, id }: Person): Actor => ({ channel, id });

/** The client order id of a proposal's version: known before a byte is sent, the same after a restart. */
export const orderIdOf = (settings: Settings, id: string, version: number): string =>
  `${settings.broker.accountId}-${id}-v${version}`;
