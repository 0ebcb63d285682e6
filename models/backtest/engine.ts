import { standingClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import type { Costs } from '../../data/broker/costs.ts';
import type { FillRules } from '../../data/broker/fill-rules.ts';
import { borrowFeesBetween, type FundingRate, fundingBetween } from '../../data/broker/funding.ts';
import type { Exposed, Liquidation } from '../../data/broker/margin.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { MemoryVenue } from '../../data/broker/paper-venue.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import { type Candle, type CandleSeries, candleAt, closedAt } from '../../data/candle.ts';
import { checkSeries } from '../../data/check-series.ts';
import type { Instrument } from '../../data/instrument.ts';
import { MemoryLedger } from '../../data/ledger.ts';
import type { Actor, Fill, OrderRow, Trade } from '../../data/ledger-row.ts';
import { applyCashFlow, emptyPortfolio, type Portfolio, type Position, tradesOf } from '../../data/portfolio.ts';
import { dailyCorrelation } from '../risk/daily-correlation.ts';
import type { Draft } from '../risk/draft.ts';
import { closingDraft, flattenReason } from '../risk/flatten.ts';
import type { Gate } from '../risk/gate.ts';
import { ladderStep } from '../risk/ladder.ts';
import { recordFill } from '../risk/record-fill.ts';
import type { RiskView } from '../risk/risk-view.ts';
import { askStrategy } from './ask-strategy.ts';
import type { Brackets } from './brackets.ts';
import { type FillProfile, ownProfile } from './fill-profile.ts';
import { Seat } from './seat.ts';
import type { Strategy } from './strategy.ts';

/** One instrument of a backtest. All markets of a run have the same timeframe. */
export type Market = {
  readonly series: CandleSeries;
  readonly instrument: Instrument;
  /** Settlements of a perpetual contract, oldest first. */
  readonly funding?: readonly FundingRate[];
  /** How long after a settlement an opening is still charged (`openedWithinMs`); the exact instant when absent. */
  readonly fundingWindowMs?: number;
};

export type BacktestInput = Brackets & {
  markets: readonly Market[];
  strategy: Strategy;
  /** Given parameters; the rest takes the strategy's defaults. */
  parameters?: Readonly<Record<string, number>>;
  gate: Gate;
  limits: Settings['risk'];
  costs: Costs;
  cashUsd: number;
  investPercent: number;
  /** First instant (UTC ms) whose candle may decide; candles before it only warm the indicators up. */
  fromAt?: number;
  profile?: FillProfile;
  /** What differs from the fill contract. */
  fillRules?: Partial<FillRules>;
  /** Isolated margin: where a position is liquidated; never when absent. */
  liquidation?: (held: Exposed) => Liquidation | undefined;
  /** What a short pays its lender a day, as a share of its value. */
  borrowDayRate?: number;
  signal?: AbortSignal;
};

export type BacktestResult = {
  strategy: string;
  parameters: Readonly<Record<string, number>>;
  symbols: readonly string[];
  /** Equity in USD at the close of each candle from `fromAt` on, with the starts (UTC ms) of those candles. */
  equityUsd: Float64Array;
  openAt: Float64Array;
  /** 1 where a position was held at some moment of the candle. */
  exposed: Uint8Array;
  trades: readonly Trade[];
  portfolio: Portfolio;
  ledger: MemoryLedger;
  /** Drafts that the gate refused, by rule. */
  refusals: Readonly<Record<string, number>>;
};

const actor: Actor = { channel: 'backtest', id: 'engine' };
const accountId = 'backtest';

/** A backtest reads no regimes. */
const unread = (): undefined => undefined;

/** The strategy's parameters with defaults. @throws QuaestorError `backtest.bad-parameters` naming each fault */
export function parametersOf(
  strategy: Strategy,
  given: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const parsed = strategy.parameters.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, number>;
  const faults = parsed.error.issues.map(
    issue => `${issue.path.map(String).join('.') || 'parameters'}: ${issue.message}`,
  );
  const list = faults.join('; ');
  throw new QuaestorError('backtest.bad-parameters', {
    en: `The parameters of ${strategy.name} are not valid: ${list}.`,
    fr: `Les paramètres de ${strategy.name} ne sont pas valides : ${list}.`,
  });
}

/** An instrument on its way through the run: `next` is the row that comes next, `price` its last close, `candle` the one of this instant. */
type Lane = Market & {
  readonly seat: Seat;
  readonly asked: Pick<RiskView, 'priceOf' | 'multiplierOf' | 'correlationWith'>;
  next: number;
  price: number;
  candle: Candle | undefined;
  openAtBefore: number;
};

/** Drafts of a candle, on their way to the gate. */
type Pending = { readonly lane: Lane; readonly index: number; readonly drafts: readonly Draft[] };

/** One account walking through its markets: fills at the open, exits inside the candle, marks at the close, then decides. */
class Walk {
  readonly #input: BacktestInput;
  readonly #profile: FillProfile;
  readonly #broker: PaperBroker;
  readonly #venue = new MemoryVenue();
  readonly #plans = new Map<string, OrderRow>();
  readonly ledger: MemoryLedger;
  readonly refusals: Record<string, number> = {};
  readonly lanes: readonly Lane[];
  portfolio: Portfolio;
  equityUsd: number;
  /** True once the account has lost all it had: nothing is decided any more. */
  over = false;
  /** What waits to be sized on the next open, where the profile wants that. */
  #unsized: Pending[] = [];
  #now = 0;
  readonly #ladder: BacktestInput['limits']['drawdownLadder'];
  /** Price of the instrument that the gate is asked about. */
  #quoted = Number.NaN;
  #peakUsd: number;
  #dayEnds = Number.NEGATIVE_INFINITY;
  #dayStartUsd = Number.NaN;

  constructor(input: BacktestInput, parameters: Readonly<Record<string, number>>) {
    this.#input = input;
    this.#profile = input.profile ?? ownProfile;
    this.#ladder = input.limits.drawdownLadder;
    this.ledger = new MemoryLedger(
      accountId,
      standingClock(() => this.#now),
    );
    this.portfolio = emptyPortfolio(input.cashUsd);
    this.equityUsd = input.cashUsd;
    this.#peakUsd = input.cashUsd;
    this.ledger.append('note', { event: 'account-opened', cashUsd: input.cashUsd }, actor);
    const instruments = new Map(input.markets.map(({ series, instrument }) => [series.symbol, instrument]));
    this.#broker = new PaperBroker({
      costs: input.costs,
      venue: this.#venue,
      instrument: symbol => instruments.get(symbol) ?? { tick: Number.NaN },
      fillOn: 'next-candle',
      ...(input.fillRules ? { rules: input.fillRules } : {}),
      ...(input.liquidation ? { liquidation: input.liquidation } : {}),
    });
    this.lanes = input.markets.map(market => ({
      ...market,
      seat: this.#seat(market, parameters),
      asked: this.#askedOf(market.series),
      next: 0,
      price: Number.NaN,
      candle: undefined,
      openAtBefore: Number.NEGATIVE_INFINITY,
    }));
  }

  #seat({ series, instrument }: Market, parameters: Readonly<Record<string, number>>): Seat {
    const { strategy, investPercent, stopPercent, targetPercent } = this.#input;
    const { symbol } = series;
    return new Seat({
      symbol,
      accountId,
      strategy: strategy.name,
      columns: strategy.prepare?.(series, parameters) ?? {},
      parameters,
      investPercent,
      tick: instrument.tick,
      stopPercent,
      targetPercent,
      waits: () => this.#venue.waits(symbol),
      working: () => this.#venue.working().flatMap(({ order }) => (order.symbol === symbol ? [order] : [])),
    });
  }

  /** Lets one candle of an instrument act on what waits and on what is held. @returns whether a position was held in it */
  play(lane: Lane, candle: Candle): boolean {
    const { symbol } = lane.series;
    this.#startDay(candle.openAt);
    this.#now = candle.openAt;
    if (this.#unsized.length > 0) this.#sizeAtOpen(lane, candle);
    const held = this.portfolio.positions.get(symbol);
    if (held) this.#settleFlows(lane, held, candle.openAt);
    const { fills } = this.#broker.step(symbol, candle, held);
    for (const fill of fills) this.#record(fill);
    lane.price = candle.close;
    return fills.length > 0 || held !== undefined;
  }

  /** Pays and takes what a holding cost or earned since the candle before. */
  #settleFlows({ funding, fundingWindowMs, openAtBefore, price }: Lane, held: Position, openAt: number): void {
    const { borrowDayRate = 0 } = this.#input;
    if (!funding && borrowDayRate === 0) return;
    const since = Math.max(held.openedAt, openAtBefore);
    const holding = { symbol: held.symbol, quantity: held.quantity, from: since, to: openAt };
    const flows = [
      ...fundingBetween(holding, funding ?? [], () => price, fundingWindowMs),
      ...(borrowDayRate === 0 ? [] : borrowFeesBetween(holding, borrowDayRate, () => price)),
    ];
    for (const flow of flows) {
      // The candle before has settled what fell on its own start.
      if (flow.at <= openAtBefore && held.openedAt < openAtBefore) continue;
      this.ledger.append('cash-flow', flow, actor);
      this.portfolio = applyCashFlow(this.portfolio, flow);
    }
  }

  #startDay(openAt: number): void {
    if (openAt < this.#dayEnds) return;
    this.#dayEnds = (Math.floor(openAt / dayMs) + 1) * dayMs;
    this.#dayStartUsd = this.equityUsd;
  }

  #record(fill: Fill): void {
    this.portfolio = recordFill(this.ledger, this.portfolio, fill, this.#plans.get(fill.clientOrderId), actor);
  }

  /** Values the account at the last closes. */
  mark(): void {
    let equityUsd = this.portfolio.cashUsd;
    for (const { series, price } of this.lanes) {
      const quantity = this.portfolio.positions.get(series.symbol)?.quantity;
      if (quantity !== undefined) equityUsd += quantity * price;
    }
    this.equityUsd = equityUsd;
    this.#peakUsd = Math.max(this.#peakUsd, equityUsd);
  }

  /** The last step of the drawdown ladder: the kill switch falls, what waits is withdrawn, every position is closed. */
  brake(openAt: number): void {
    const ladder = this.#ladder;
    if (!ladder || this.portfolio.halted || ladderStep(this.equityUsd, this.#peakUsd, ladder) !== 'flatten') return;
    this.#now = closedAt(openAt, this.lanes[0]?.series.timeframe ?? '1d');
    const reason = flattenReason(this.equityUsd, this.#peakUsd, ladder.flatten);
    this.ledger.append('kill-switch', { state: 'halted', reason }, actor);
    this.portfolio = { ...this.portfolio, halted: true };
    for (const { order } of this.#venue.working()) this.#broker.withdraw(order.clientOrderId);
    for (const lane of this.lanes) {
      const { series, price } = lane;
      const held = this.portfolio.positions.get(series.symbol);
      if (!held) continue;
      const decisionId = `drawdown-ladder-${series.symbol}-${this.#now}`;
      this.#send(lane, closingDraft(held, { accountId, price, decisionId }), decisionId, price);
    }
  }

  /** An account that has lost all it had is over: what waits is withdrawn, what is held is closed where it stands. */
  endRuined(): void {
    this.over = true;
    for (const { order } of this.#venue.working()) this.#broker.withdraw(order.clientOrderId);
    for (const { series, price, candle } of this.lanes) {
      const held = this.portfolio.positions.get(series.symbol);
      if (held)
        this.#record({ ...this.#broker.closeOut(held, price, candle?.openAt ?? this.#now), reason: 'liquidation' });
    }
    this.mark();
  }

  /** Asks the strategy about a candle that has closed, and brings its drafts before the gate. */
  decide(lane: Lane, index: number, candle: Candle): void {
    const { seat, series } = lane;
    this.#now = closedAt(candle.openAt, series.timeframe);
    seat.index = index;
    seat.price = candle.close;
    seat.position = this.portfolio.positions.get(series.symbol);
    seat.equityUsd = this.equityUsd;
    const drafts = askStrategy(this.#input.strategy, candle, seat);
    for (const id of seat.cancelled.splice(0)) this.#broker.withdraw(id);
    if (drafts.length === 0) return;
    const pending = { lane, index, drafts };
    if (this.#profile.sizedOn === 'decision') this.#act(pending, candle.close);
    else this.#unsized.push(pending);
  }

  #sizeAtOpen(lane: Lane, { open }: Candle): void {
    const own = this.#unsized.filter(pending => pending.lane === lane);
    this.#unsized = this.#unsized.filter(pending => pending.lane !== lane);
    for (const pending of own) this.#act(pending, open);
  }

  /** Brings drafts before the gate at a price, and what it clears to the broker. */
  #act({ lane, index, drafts }: Pending, price: number): void {
    for (const [n, draft] of drafts.entries()) {
      this.#send(lane, draft, `${this.#input.strategy.name}-${lane.series.symbol}-${index}-${n}`, price);
    }
  }

  #send(lane: Lane, draft: Draft, clientOrderId: string, price: number): void {
    const gate = this.#profile.gate ?? this.#input.gate;
    const { refusal, cleared } = gate.clear(draft, clientOrderId, this.#view(lane, price));
    if (cleared) {
      this.#plans.set(clientOrderId, cleared);
      this.ledger.append('order', { ...cleared }, actor);
      this.#broker.place(cleared);
    } else this.refusals[refusal.rule] = (this.refusals[refusal.rule] ?? 0) + 1;
  }

  #view({ instrument, series, asked }: Lane, price: number): RiskView {
    this.#quoted = price;
    const { limits, costs, liquidation } = this.#input;
    const quote = {
      symbol: series.symbol,
      price,
      previousClose: undefined,
      openAt: this.#now,
      asOfAt: this.#now,
      provider: 'backtest',
    };
    return {
      now: this.#now,
      instrument,
      quote,
      portfolio: this.portfolio,
      booked: this.portfolio,
      working: this.#venue.working().map(waiting => waiting.order),
      ...asked,
      dayStartEquityUsd: this.#dayStartUsd,
      peakEquityUsd: this.#peakUsd,
      events: undefined,
      spreadShare: costs.halfSpreadRate * 2,
      forecastSigma: undefined,
      regimeOf: unread,
      liquidation,
      limits,
      staleAfterDays: Number.POSITIVE_INFINITY,
      costs,
    };
  }

  /** What the gate may ask about other instruments, made once: a function that is made for each draft costs as much as a rule. */
  #askedOf(series: CandleSeries): Lane['asked'] {
    return {
      priceOf: symbol => (symbol === series.symbol ? this.#quoted : this.#laneOf(symbol)?.price),
      multiplierOf: symbol => this.#laneOf(symbol)?.instrument.multiplier ?? 1,
      correlationWith: symbol => {
        const other = this.#laneOf(symbol)?.series;
        return other && dailyCorrelation(series, other, this.#now);
      },
    };
  }

  #laneOf(symbol: string): Lane | undefined {
    return this.lanes.find(lane => lane.series.symbol === symbol);
  }

  /** Closes what is still open where the profile wants that, without costs of its own but the commission. */
  finish(): void {
    const { atEnd } = this.#profile;
    if (atEnd === 'report') return;
    for (const lane of this.lanes) {
      const position = this.portfolio.positions.get(lane.series.symbol);
      const last = candleAt(lane.series, lane.next - 1);
      if (!position || !last) continue;
      const price = atEnd === 'last-open' ? last.open : last.close;
      this.#record(this.#broker.closeOut(position, price, last.openAt));
    }
    this.mark();
  }
}

function tooFew({ markets }: BacktestInput, candles: number): QuaestorError {
  const symbols = markets.map(({ series }) => series.symbol).join(', ');
  return new QuaestorError('data.too-few-candles', {
    en: `A backtest needs at least 2 candles; the chosen span of ${symbols} has ${candles}.`,
    fr: `Un backtest demande au moins 2 bougies ; la période choisie de ${symbols} en a ${candles}.`,
  });
}

/** The starts of all candles of all markets, each once, oldest first. */
function timelineOf(markets: readonly Market[]): Float64Array {
  const [only] = markets;
  if (only && markets.length === 1) return only.series.openAt;
  return Float64Array.from(new Set(markets.flatMap(({ series }) => [...series.openAt]))).sort();
}

/**
 * Plays a strategy over closed candles with the fill contract: decide on a closed candle, fill from the next open, stop
 * before target, costs on both sides. The gate, the cost model, the paper broker and the bookkeeping are those that trade.
 * @throws QuaestorError `backtest.bad-parameters`, `backtest.bad-strategy`, `data.too-few-candles`, `data.bad-candle`
 */
export async function runBacktest(input: BacktestInput): Promise<BacktestResult> {
  const { markets, strategy, fromAt = Number.NEGATIVE_INFINITY, signal } = input;
  const parameters = parametersOf(strategy, input.parameters);
  const timeline = timelineOf(markets);
  const found = timeline.findIndex(at => at >= fromAt);
  const first = found === -1 ? timeline.length : found;
  const length = timeline.length - first;
  if (length < 2) throw tooFew(input, length);
  for (const { series } of markets) checkSeries(series);
  const walk = new Walk(input, parameters);
  for (const lane of walk.lanes) lane.next = Math.max(0, firstFrom(lane.series, timeline[first] ?? 0));
  const equityUsd = new Float64Array(length);
  const exposed = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) {
    if ((i & 1023) === 0) signal?.throwIfAborted();
    const at = timeline[first + i] ?? Number.NaN;
    exposed[i] = stepAt(walk, at) ? 1 : 0;
    equityUsd[i] = walk.equityUsd;
  }
  walk.finish();
  equityUsd[length - 1] = walk.equityUsd;
  return {
    strategy: strategy.name,
    parameters,
    symbols: markets.map(({ series }) => series.symbol),
    equityUsd,
    openAt: timeline.subarray(first),
    exposed,
    trades: tradesOf(walk.portfolio),
    portfolio: walk.portfolio,
    ledger: walk.ledger,
    refusals: walk.refusals,
  };
}

function firstFrom({ openAt }: CandleSeries, at: number): number {
  const found = openAt.findIndex(one => one >= at);
  return found === -1 ? openAt.length : found;
}

/** Walks all candles that start at one instant: first all fills, then one valuation, then the decisions in order. */
function stepAt(walk: Walk, at: number): boolean {
  let exposed = false;
  const { lanes } = walk;
  for (const lane of lanes) {
    const { series, next } = lane;
    lane.candle = next < series.length && series.openAt[next] === at ? candleAt(series, next) : undefined;
    if (!lane.candle) continue;
    exposed = walk.play(lane, lane.candle) || exposed;
    lane.next += 1;
  }
  walk.mark();
  if (!walk.over) decideAll(walk, at);
  for (const lane of lanes) if (lane.candle) lane.openAtBefore = lane.candle.openAt;
  return exposed;
}

/** What follows from the closes of an instant: the end of a lost account, the brake, or the strategy's decisions. */
function decideAll(walk: Walk, at: number): void {
  if (walk.equityUsd <= 0) {
    walk.endRuined();
    return;
  }
  walk.brake(at);
  for (const lane of walk.lanes) if (lane.candle) walk.decide(lane, lane.next - 1, lane.candle);
}
