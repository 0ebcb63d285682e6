import { PaperBroker, type PaperBrokerOptions } from '../../data/broker/paper-broker.ts';
import { MemoryVenue } from '../../data/broker/paper-venue.ts';
import type { Candle } from '../../data/candle.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { applyFill, emptyPortfolio, type Portfolio, type Position } from '../../data/portfolio.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { Gate } from '../../models/risk/gate.ts';
import { noCosts } from './candles.ts';
import { account, draftOf, held, riskView, units } from './risk-view.ts';

export type Row = readonly [open: number, high: number, low: number, close: number, volume?: number];

const gate = new Gate(['kill-switch']);

/** A paper broker in memory, an account in SPX beside it, and candles that follow each other day by day. */
export class PlayedAccount {
  readonly venue = new MemoryVenue();
  readonly broker: PaperBroker;
  readonly fills: Fill[] = [];
  portfolio: Portfolio = emptyPortfolio(1_000_000);
  #day = 1;

  constructor(options: Partial<PaperBrokerOptions> = {}) {
    this.broker = new PaperBroker({
      costs: noCosts,
      venue: this.venue,
      instrument: () => ({ tick: 1e-6, lot: 1 }),
      fillOn: 'next-candle',
      ...options,
    });
  }

  get quantity(): number {
    return this.portfolio.positions.get('SPX')?.quantity ?? 0;
  }

  /** Begins with a position. */
  hold(quantity: number, levels: Partial<Position> = {}): this {
    this.portfolio = account(this.portfolio.cashUsd, held(quantity, { changedAt: 0, ...levels }));
    return this;
  }

  /** Sends an order for one unit, or what the draft says. */
  send(id: string, side: 'buy' | 'sell', order: Draft['order'], over: Partial<Draft> = {}): this {
    return this.#send(id, { side, sizing: units(1), ...(order ? { order } : {}), ...over }, this.portfolio);
  }

  /** Sends an order that may only reduce: it closes so many units, held or not. */
  sendExit(id: string, side: 'buy' | 'sell', order: Draft['order'], quantity = 1): this {
    const portfolio = account(0, held(side === 'sell' ? quantity : -quantity));
    return this.#send(id, { side, sizing: { kind: 'close' }, ...(order ? { order } : {}) }, portfolio);
  }

  stateOf(id: string): string | undefined {
    return this.venue.get(id)?.state;
  }

  /** Plays candles and books what they fill. @returns the fills of these candles */
  play(...rows: readonly Row[]): Fill[] {
    return rows.flatMap(([open, high, low, close, volume = 1000]) => {
      const candle: Candle = { openAt: this.#day * 86_400_000, open, high, low, close, volume };
      this.#day += 1;
      const { fills } = this.broker.step('SPX', candle, this.portfolio.positions.get('SPX'));
      for (const fill of fills) {
        this.portfolio = applyFill(this.portfolio, fill, this.venue.get(fill.clientOrderId)?.order).portfolio;
      }
      this.fills.push(...fills);
      return [...fills];
    });
  }

  #send(id: string, draft: Partial<Draft>, portfolio: Portfolio): this {
    const { cleared } = gate.clear(draftOf(draft), id, riskView({ portfolio }));
    if (!cleared) throw new Error('the gate refused');
    this.broker.place(cleared);
    return this;
  }
}

/** A fill in four words: why, which side, at what price, and the price of the other order of events. */
export const inWords = ({ reason, side, price, ambiguous, otherPrice }: Fill): unknown[] => [
  reason,
  side,
  price,
  ...(ambiguous ? [otherPrice ?? 'other'] : []),
];
