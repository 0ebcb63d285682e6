import { standingClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import type { Costs } from '../../data/broker/costs.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { MemoryVenue } from '../../data/broker/paper-venue.ts';
import { type Candle, type CandleSeries, candleAt, closedAt } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import { MemoryLedger } from '../../data/ledger.ts';
import type { Actor, Fill, OrderRow, Trade } from '../../data/ledger-row.ts';
import { emptyPortfolio, type Portfolio } from '../../data/portfolio.ts';
import type { Draft } from '../risk/draft.ts';
import type { Gate } from '../risk/gate.ts';
import { recordFill } from '../risk/record-fill.ts';
import type { RiskView } from '../risk/risk-view.ts';
import { askStrategy } from './ask-strategy.ts';
import type { Strategy, StrategyState } from './strategy.ts';

export type BacktestInput = {
  series: CandleSeries;
  instrument: Instrument;
  strategy: Strategy;
  /** Given parameters; the rest takes the strategy's defaults. */
  parameters?: Record<string, number>;
  gate: Gate;
  limits: Settings['risk'];
  costs: Costs;
  cashUsd: number;
  investPercent: number;
  /** First index that may decide; candles before it only warm the indicators up. */
  from?: number;
  signal?: AbortSignal;
};

export type BacktestResult = {
  strategy: string;
  parameters: Record<string, number>;
  symbol: string;
  /** Equity in USD at the close of each candle from `from` on, with the starts (UTC ms) of those candles. */
  equityUsd: Float64Array;
  openAt: Float64Array;
  /** 1 where a position was held at some moment of the candle. */
  exposed: Uint8Array;
  trades: readonly Trade[];
  portfolio: Portfolio;
  ledger: MemoryLedger;
  /** Drafts that the gate refused, by rule. */
  refusals: Readonly<Record<string, number>>;
  /** Exits whose outcome hung on the order of events inside one candle. */
  ambiguousExits: number;
};

const actor: Actor = { channel: 'backtest', id: 'engine' };
const accountId = 'backtest';
const dayMs = 86_400_000;

/** The strategy's parameters with defaults. @throws QuaestorError `backtest.bad-parameters` naming each fault */
export function parametersOf(strategy: Strategy, given: Record<string, number> = {}): Record<string, number> {
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

/** One account walking through one series: fills at the open, exits inside the candle, marks at the close, then decides. */
class Walk {
  readonly #input: BacktestInput;
  readonly #parameters: Record<string, number>;
  readonly #columns: Record<string, Float64Array>;
  readonly #broker: PaperBroker;
  readonly #venue = new MemoryVenue();
  readonly #plans = new Map<string, OrderRow>();
  readonly ledger: MemoryLedger;
  readonly refusals: Record<string, number> = {};
  portfolio: Portfolio;
  ambiguousExits = 0;
  #now = 0;
  #dayStart = { day: Number.NaN, equityUsd: Number.NaN };
  #equityUsd: number;

  constructor(input: BacktestInput, parameters: Record<string, number>) {
    this.#input = input;
    this.#parameters = parameters;
    this.#columns = input.strategy.prepare?.(input.series, parameters) ?? {};
    this.ledger = new MemoryLedger(
      accountId,
      standingClock(() => this.#now),
    );
    this.portfolio = emptyPortfolio(input.cashUsd);
    this.#equityUsd = input.cashUsd;
    this.ledger.append('note', { event: 'account-opened', cashUsd: input.cashUsd }, actor);
    const { tick } = input.instrument;
    this.#broker = new PaperBroker({
      costs: input.costs,
      venue: this.#venue,
      instrument: () => ({ tick }),
      fillOn: 'next-candle',
    });
  }

  /** Walks one candle: equity at its close, whether a position was held in it, and the drafts of the strategy. */
  step(index: number, candle: Candle): { equityUsd: number; exposed: boolean; drafts: readonly Draft[] } {
    this.#startDay(candle);
    this.#now = candle.openAt;
    const fills = this.#broker.open(this.#input.series.symbol, candle);
    for (const fill of fills) this.#record(fill);
    const held = this.portfolio.positions.get(this.#input.series.symbol);
    const exit = held && this.#broker.protect(held, candle);
    if (exit) this.#record(exit);
    this.#now = closedAt(candle.openAt, this.#input.series.timeframe);
    this.#equityUsd = this.portfolio.cashUsd + this.#heldQuantity() * candle.close;
    const drafts = this.#drafts(index, candle);
    return { equityUsd: this.#equityUsd, exposed: fills.length > 0 || held !== undefined, drafts };
  }

  #startDay(candle: Candle): void {
    const day = Math.floor(candle.openAt / dayMs);
    if (day !== this.#dayStart.day) this.#dayStart = { day, equityUsd: this.#equityUsd };
  }

  #heldQuantity(): number {
    return this.portfolio.positions.get(this.#input.series.symbol)?.quantity ?? 0;
  }

  #record(fill: Fill): void {
    if (fill.ambiguous) this.ambiguousExits += 1;
    this.portfolio = recordFill(this.ledger, this.portfolio, fill, this.#plans.get(fill.clientOrderId), actor);
  }

  /** Brings the drafts of a candle before the gate, and what it clears to the broker. */
  async act(index: number, candle: Candle, drafts: readonly Draft[]): Promise<void> {
    for (const [n, draft] of drafts.entries()) {
      const clientOrderId = `${this.#input.strategy.name}-${index}-${n}`;
      const { refusal, cleared } = this.#input.gate.clear(draft, clientOrderId, this.#view(candle));
      if (cleared) {
        this.#plans.set(clientOrderId, cleared);
        this.ledger.append('order', { ...cleared }, actor);
        await this.#broker.submit(cleared);
      } else this.refusals[refusal.rule] = (this.refusals[refusal.rule] ?? 0) + 1;
    }
  }

  #drafts(index: number, candle: Candle): readonly Draft[] {
    const { strategy, series, investPercent } = this.#input;
    const state: StrategyState = {
      index,
      symbol: series.symbol,
      columns: this.#columns,
      parameters: this.#parameters,
      position: this.portfolio.positions.get(series.symbol),
      waiting: this.#venue.working().length > 0,
      investPercent,
      draft: idea => ({
        accountId,
        symbol: series.symbol,
        entry: candle.close,
        decisionId: `${strategy.name}-${index}`,
        tainted: false,
        ...idea,
      }),
    };
    return askStrategy(strategy, candle, state);
  }

  #view(candle: Candle): RiskView {
    const { instrument, series, limits, costs } = this.#input;
    const quote = {
      symbol: series.symbol,
      price: candle.close,
      previousClose: undefined,
      openAt: candle.openAt,
      asOfAt: this.#now,
      provider: 'backtest',
    };
    return {
      now: this.#now,
      instrument,
      quote,
      portfolio: this.portfolio,
      working: this.#venue.working().map(waiting => waiting.order),
      priceOf: () => candle.close,
      dayStartEquityUsd: this.#dayStart.equityUsd,
      limits,
      staleAfterDays: Number.POSITIVE_INFINITY,
      costs,
    };
  }
}

/**
 * Plays a strategy over closed candles with the fill contract: decide on a closed candle, fill from the next open, stop
 * before target, costs on both sides. The gate, the cost model, the paper broker and the bookkeeping are those that trade.
 * @throws QuaestorError `backtest.bad-parameters`, `backtest.bad-strategy`, `data.too-few-candles`
 */
export async function runBacktest(input: BacktestInput): Promise<BacktestResult> {
  const { series, strategy, from = 0, signal } = input;
  const parameters = parametersOf(strategy, input.parameters);
  if (series.length - from < 2) {
    throw new QuaestorError('data.too-few-candles', {
      en: `A backtest needs at least 2 candles; the chosen span of ${series.symbol} has ${Math.max(0, series.length - from)}.`,
      fr: `Un backtest demande au moins 2 bougies ; la période choisie de ${series.symbol} en a ${Math.max(0, series.length - from)}.`,
    });
  }
  const walk = new Walk(input, parameters);
  const equityUsd = new Float64Array(series.length - from);
  const exposed = new Uint8Array(series.length - from);
  for (let i = from; i < series.length; i += 1) {
    if ((i & 1023) === 0) signal?.throwIfAborted();
    const candle = candleAt(series, i);
    if (!candle) break;
    const step = walk.step(i, candle);
    if (step.drafts.length > 0) await walk.act(i, candle, step.drafts);
    equityUsd[i - from] = step.equityUsd;
    exposed[i - from] = step.exposed ? 1 : 0;
  }
  return {
    strategy: strategy.name,
    parameters,
    symbol: series.symbol,
    equityUsd,
    openAt: series.openAt.subarray(from),
    exposed,
    trades: walk.portfolio.trades,
    portfolio: walk.portfolio,
    ledger: walk.ledger,
    refusals: walk.refusals,
    ambiguousExits: walk.ambiguousExits,
  };
}
