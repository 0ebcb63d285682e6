import { floorToStep, roundMoney } from '../../config/decimal.ts';
import { type Costs, commissionOf, takerPrice } from '../../data/broker/costs.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { ArrayTrades, type ExitCode } from './array-trades.ts';
import { type Brackets, levelAt } from './brackets.ts';
import type { Wanted } from './signals.ts';

/** The account of a run on the fast path. Limits are those rules of the gate that can refuse an array rule's entry. */
export type ArrayAccount = Brackets & {
  readonly cashUsd: number;
  readonly investPercent: number;
  readonly costs: Costs;
  readonly lot: number;
  readonly tick: number;
  readonly minimumNotionalUsd: number;
  /** The smaller of the limits on one position and on all: with one instrument they are the same. */
  readonly maxPositionShare: number;
  /** First row that may decide. */
  readonly from: number;
};

/** What a run leaves behind; made once and used for many runs. */
export type ArrayRun = {
  /** Equity in USD at each close from `from` on. */
  readonly equityUsd: Float64Array;
  /** 1 where a position was held at some moment of the candle. */
  readonly exposed: Uint8Array;
  readonly trades: ArrayTrades;
  finalEquityUsd: number;
  refusals: number;
  commissionUsd: number;
  /** Signed quantity that is still open. */
  open: number;
};

/** Room for the results of runs over `length` candles. */
export const arrayRun = (length: number): ArrayRun => ({
  equityUsd: new Float64Array(length),
  exposed: new Uint8Array(length),
  trades: new ArrayTrades(),
  finalEquityUsd: Number.NaN,
  refusals: 0,
  commissionUsd: 0,
  open: 0,
});

/** What the loop carries besides equity: changed only where something trades. */
class Book {
  readonly #account: ArrayAccount;
  readonly #run: ArrayRun;
  cashUsd: number;
  /** Signed. */
  quantity = 0;
  stop = Number.NaN;
  target = Number.NaN;
  /** Units to close and signed units to open at the next open. */
  closing = 0;
  opening = 0;
  #entryPrice = Number.NaN;
  #entryRow = 0;
  #commission = 0;
  #nextStop = Number.NaN;
  #nextTarget = Number.NaN;

  /** True while an order waits for the next open. */
  get waiting(): boolean {
    return this.closing > 0 || this.opening !== 0;
  }

  /** The low and the high from which on a candle touches the stop or target; NaN, which nothing touches, without one. */
  get below(): number {
    return this.quantity >= 0 ? this.stop : this.target;
  }

  get above(): number {
    return this.quantity >= 0 ? this.target : this.stop;
  }

  constructor(account: ArrayAccount, run: ArrayRun) {
    this.#account = account;
    this.#run = run;
    this.cashUsd = account.cashUsd;
  }

  /** Places the orders that turn what is held into what is wanted, as the gate sizes and clears them. */
  decide(side: number, close: number): void {
    const { costs, investPercent, lot } = this.#account;
    let cash = this.cashUsd;
    this.closing = Math.abs(this.quantity);
    if (this.closing > 0) {
      cash = roundMoney(cash + this.quantity * close - commissionOf(close, this.closing, costs));
    }
    if (side === 0) return;
    const units = floorToStep((cash * investPercent) / 100 / close, lot);
    if (!this.#clears(units, side, close, cash)) {
      this.#run.refusals += 1;
      return;
    }
    this.opening = units * side;
    const { stopPercent, targetPercent, tick } = this.#account;
    this.#nextStop = levelAt(close, stopPercent, -side, tick) ?? Number.NaN;
    this.#nextTarget = levelAt(close, targetPercent, side, tick) ?? Number.NaN;
  }

  /** The gate's rules on quantity, notional, position and cash. */
  #clears(units: number, side: number, close: number, cash: number): boolean {
    const { costs, tick, minimumNotionalUsd, maxPositionShare } = this.#account;
    const share = (units * close) / cash;
    const sized = units > 0 && units * close >= minimumNotionalUsd && share >= 0 && share <= maxPositionShare;
    if (!sized || side < 0) return sized;
    const price = takerPrice(close, 'buy', costs, tick);
    return roundMoney(units * price + commissionOf(price, units, costs)) <= cash;
  }

  /** Fills the waiting orders at the open. */
  fillAtOpen(row: number, open: number): void {
    const { costs, tick } = this.#account;
    if (this.closing > 0) {
      const side = this.quantity > 0 ? 'sell' : 'buy';
      this.exit(row, takerPrice(open, side, costs, tick), 0, Number.NaN);
      this.closing = 0;
    }
    if (this.opening === 0) return;
    const price = takerPrice(open, this.opening > 0 ? 'buy' : 'sell', costs, tick);
    const commission = commissionOf(price, Math.abs(this.opening), costs);
    this.cashUsd = roundMoney(this.cashUsd - this.opening * price - commission);
    this.#run.commissionUsd = roundMoney(this.#run.commissionUsd + commission);
    this.quantity = this.opening;
    this.#entryPrice = price;
    this.#entryRow = row;
    this.#commission = roundMoney(commission);
    this.stop = this.#nextStop;
    this.target = this.#nextTarget;
    this.opening = 0;
  }

  /** An account that has lost all it had is over: what is held is closed where it stands. @returns what is left */
  ruin(row: number, close: number): number {
    this.closing = 0;
    this.opening = 0;
    const side = this.quantity > 0 ? 'sell' : 'buy';
    if (this.quantity !== 0) this.exit(row, takerPrice(close, side, noFriction, this.#account.tick), 3, Number.NaN);
    return this.cashUsd;
  }

  /** The protective exit at a level, before costs; a stop pays spread and slippage, a target does not. */
  protect(row: number, level: number, reason: 1 | 2, otherLevel: number): void {
    this.exit(row, this.#exitPrice(level, reason), reason, this.#exitPrice(otherLevel, reason === 1 ? 2 : 1));
  }

  #exitPrice(level: number, reason: 1 | 2): number {
    if (Number.isNaN(level)) return Number.NaN;
    const { costs, tick } = this.#account;
    return takerPrice(level, this.quantity > 0 ? 'sell' : 'buy', reason === 1 ? costs : noFriction, tick);
  }

  exit(row: number, price: number, reason: ExitCode, otherPrice: number): void {
    const { quantity } = this;
    const units = Math.abs(quantity);
    const commission = commissionOf(price, units, this.#account.costs, reason === 2);
    const both = roundMoney(this.#commission + commission);
    const profit = roundMoney((price - this.#entryPrice) * quantity - both);
    const other = roundMoney((otherPrice - this.#entryPrice) * quantity - both);
    this.cashUsd = roundMoney(this.cashUsd + quantity * price - commission);
    this.#run.commissionUsd = roundMoney(this.#run.commissionUsd + commission);
    this.#run.trades.add(this.#entryRow, row, quantity, this.#entryPrice, price, both, profit, other, reason);
    this.quantity = 0;
    this.stop = Number.NaN;
    this.target = Number.NaN;
  }
}

const noFriction = { halfSpreadRate: 0, slippageRate: 0 };

/** The fill contract's rules for a stop and a target in one candle, prices times the sign of the position. */
function protectIn(book: Book, row: number, open: number, best: number, worst: number): void {
  const sign = book.quantity > 0 ? 1 : -1;
  const [stop, target] = [book.stop * sign, book.target * sign];
  if (open <= stop) book.protect(row, open * sign, 1, Number.NaN);
  else if (open > target) book.protect(row, book.target, 2, Number.NaN);
  else if (worst <= stop) book.protect(row, book.stop, 1, best > target ? book.target : Number.NaN);
  else if (best > target) book.protect(row, book.target, 2, Number.NaN);
}

/** Everything that trades inside one candle: waiting orders at its open, then the stop and target. */
function tradeIn(book: Book, row: number, open: number, high: number, low: number): void {
  if (book.waiting) book.fillAtOpen(row, open);
  if (book.quantity > 0) protectIn(book, row, open, high, low);
  else if (book.quantity < 0) protectIn(book, row, -open, -low, -high);
}

/** True where the rule wants another side than is held. NaN wants nothing, and neither does an account that is lost. */
const asks = (want: number, quantity: number, equity: number): boolean =>
  !Number.isNaN(want) && want !== Math.sign(quantity) && equity > 0;

/**
 * Plays an array rule over closed candles: the fast path. Its meaning is that of the event path under the same costs and
 * limits (decide on a closed candle, fill at the next open, stop before target, gaps at the open), which a test proves by
 * the hash of the trades. Nothing is allocated where nothing trades.
 * @param run room for at least `series.length - account.from` candles; what it held before is lost
 */
export function playArray(series: CandleSeries, wanted: Wanted, account: ArrayAccount, run: ArrayRun): ArrayRun {
  const { open, high, low, close, length } = series;
  const { equityUsd, exposed, trades } = run;
  const { from } = account;
  trades.clear();
  run.refusals = 0;
  run.commissionUsd = 0;
  const book = new Book(account, run);
  let equity = account.cashUsd;
  let { quantity, cashUsd: cash, below, above, waiting } = book;
  for (let i = from; i < length; i += 1) {
    const bottom = low[i] as number;
    const top = high[i] as number;
    exposed[i - from] = quantity !== 0 || waiting ? 1 : 0;
    if (waiting || bottom <= below || top >= above) {
      tradeIn(book, i, open[i] as number, top, bottom);
      ({ quantity, cashUsd: cash, below, above, waiting } = book);
    }
    const last = close[i] as number;
    equity = cash + quantity * last;
    if (equity <= 0) {
      equity = book.ruin(i, last);
      ({ quantity, cashUsd: cash, below, above, waiting } = book);
    }
    equityUsd[i - from] = equity;
    if (asks(wanted[i] as number, quantity, equity)) {
      book.decide(wanted[i] as number, last);
      ({ waiting } = book);
    }
  }
  run.finalEquityUsd = equity;
  run.open = quantity;
  return run;
}
