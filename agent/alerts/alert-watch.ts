import { attempt } from '../../config/attempt.ts';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import type { Settings } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';
import type { AlertStore } from '../../data/alert-store.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import type { CandleStore } from '../../data/candle-store/candle-store.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { OutboxStore } from '../../data/outbox-store.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import type { Rated } from '../../knowledge/memory/feedback.ts';
import type { Route } from '../../models/regime/regime.ts';
import { baselineForecast } from '../../models/volatility/baseline-forecast.ts';
import { AlertRule } from '../../tools/alert-rule.ts';
import type { Desk } from '../desk/desk.ts';
import type { Register } from '../register.ts';
import type { Alert } from './alert.ts';
import type { Alerts } from './alerts.ts';
import type { Approvers } from './approvers.ts';
import { chatOutage } from './chat-outage.ts';
import { newestFindings, qualityAlert, seriesAlert, updateAlert } from './data-alerts.ts';
import { alertKinds, ledgerAlerts } from './ledger-alerts.ts';
import { dataAlert, drawdownAlert, regimeAlert, type Told, volatilityAlert } from './market-alerts.ts';
import { outageAlert } from './outage-alert.ts';
import { ruleAlerts } from './rule-watch.ts';

export type AlertWatchParts = {
  settings: Settings;
  store: AlertStore;
  outbox: Pick<OutboxStore, 'prune'>;
  alerts: Alerts;
  approvers: Approvers;
  ledger: Ledger;
  market: MarketData;
  /** Where imported and downloaded candles lie, with what was found in them. */
  candles: Pick<CandleStore, 'series' | 'findings'>;
  /** The regime of an instrument; undefined where it cannot be read. */
  routeOf: (symbol: string) => Route | undefined;
  desk: Desk;
  register: Register;
  /** Keeps an answer that people may judge; gives its id. */
  keepRated: (rated: Rated) => string;
  wall: { now(): number };
  log: Log;
};

/** The forecast of the next day, by the baseline, and as it is kept for its judgement. */
function forecastNow(market: MarketData, symbol: string) {
  const { forecast, regime } = baselineForecast(market.candles(symbol, '1d'));
  return { label: regime.label, annual: forecast.sigmaAnnual, kept: { ...forecast, regime } };
}

/**
 * Looks at what is new: rows of the ledger, closed candles, the rules that people made. Each look is one transaction with
 * how far it came, so that a restart tells nothing twice and forgets nothing.
 */
export class AlertWatch {
  readonly #parts: AlertWatchParts;
  readonly #told: Told;

  constructor(parts: AlertWatchParts) {
    this.#parts = parts;
    this.#told = { get: name => parts.store.mark(name), set: (name, value) => parts.store.setMark(name, value) };
    // What happened before the first watcher is history.
    if (this.#told.get('ledger') === undefined) this.#told.set('ledger', String(this.#lastRow()));
  }

  /** One look, and the sending of what is due. */
  look(): void {
    const { alerts, approvers } = this.#parts;
    this.notice();
    this.#together([() => approvers.ask(), () => alerts.flush(), () => this.#prune()]);
  }

  /** One look that writes down what people are to be told, and sends nothing. */
  notice(): void {
    this.#together([
      () => this.#readLedger(),
      () => this.#raise(outageAlert(this.#parts.ledger, this.#told)),
      () => this.#readMarket(),
      () => this.#readRules(),
    ]);
  }

  /** Brings in what is new of everything that is watched, where a network serves it; what fails is told, once. */
  async bring(): Promise<void> {
    const { market, log } = this.#parts;
    for (const symbol of new Set([...this.#symbols(), ...this.#ruleSymbols()])) {
      let failure: Text | undefined;
      try {
        await market.update(symbol);
      } catch (thrown) {
        const error = asQuaestorError(thrown);
        log.warn('new prices could not be brought', { symbol, error });
        failure = error.text ?? { en: error.message, fr: error.message };
      }
      this.#together([() => this.#raise(updateAlert(symbol, failure, this.#told))]);
    }
  }

  /** A chat was answered: by a language model, or by the offline planner in its place. */
  answered(degraded: boolean): void {
    this.#together([() => this.#raise(chatOutage(degraded, this.#parts.wall.now(), this.#told))]);
  }

  /** Each part in a transaction of its own. One that fails is logged, and the others go on. */
  #together(parts: readonly (() => void)[]): void {
    const { store, log } = this.#parts;
    for (const part of parts) {
      try {
        store.together(part);
      } catch (thrown) {
        log.error('a look for alerts failed', { error: asQuaestorError(thrown) });
      }
    }
  }

  #raise(...found: (Alert | undefined)[]): void {
    for (const alert of found) if (alert) this.#parts.alerts.raise(alert);
  }

  #readLedger(): void {
    const { ledger, alerts, desk, register } = this.#parts;
    const known = Number(this.#told.get('ledger'));
    const rows = ledger.rowsAfter(known, ...alertKinds);
    const world = { findProposal: desk.find.bind(desk), primaryOf: register.primaryOf.bind(register) };
    for (const { alert, to } of ledgerAlerts(rows, world)) alerts.raise(alert, to);
    this.#told.set('ledger', String(rows.at(-1)?.sequence ?? known));
  }

  #lastRow(): number {
    return this.#parts.ledger.rows(...alertKinds).at(-1)?.sequence ?? 0;
  }

  /** Instruments that matter: the default one, those of the cycle, and what is held. */
  #symbols(): string[] {
    const { settings, ledger } = this.#parts;
    const { positions } = foldPortfolio(ledger.rows(...portfolioKinds));
    const { symbol, manager } = settings.cycle;
    return [...new Set([settings.market.defaultSymbol, symbol, ...manager.symbols, ...positions.keys()])];
  }

  #ruleSymbols(): string[] {
    return this.#parts.store.rules().flatMap(({ body }) => {
      const rule = AlertRule.parse(body);
      return 'symbol' in rule ? [rule.symbol] : [];
    });
  }

  #readMarket(): void {
    const { desk, settings } = this.#parts;
    for (const symbol of this.#symbols()) this.#readInstrument(symbol);
    this.#raise(drawdownAlert(desk.risk(settings.market.defaultSymbol), this.#told));
  }

  #readInstrument(symbol: string): void {
    const { market, settings } = this.#parts;
    const read = this.#candlesOf(symbol);
    this.#raise(
      seriesAlert(symbol, 'error' in read ? read.error : undefined, this.#told),
      dataAlert(symbol, market, settings.market.staleAfterDays, this.#told),
    );
    const last = 'series' in read ? read.series.openAt.at(-1) : undefined;
    if (!('series' in read) || last === undefined || this.#told.get(`candle/${symbol}`) === String(last)) return;
    this.#told.set(`candle/${symbol}`, String(last));
    this.#readCandles(symbol, read.series, dayOf(last));
  }

  #candlesOf(symbol: string): { series: CandleSeries } | { error: QuaestorError } {
    try {
      return { series: this.#parts.market.candles(symbol, '1d') };
    } catch (thrown) {
      return { error: asQuaestorError(thrown) };
    }
  }

  /** What a new candle changed. */
  #readCandles(symbol: string, series: CandleSeries, on: string): void {
    const { alerts, market, candles, routeOf, keepRated } = this.#parts;
    const found = attempt(() =>
      newestFindings(series, market.instrument(symbol), market.quote(symbol).provider, candles),
    );
    const forecast = attempt(() => forecastNow(market, symbol));
    this.#raise(found && qualityAlert(symbol, found, this.#told), regimeAlert(symbol, routeOf(symbol), on, this.#told));
    const volatility = volatilityAlert(symbol, forecast, on, this.#told);
    if (forecast && volatility) {
      alerts.raise({ ...volatility, ratedId: keepRated({ tool: 'predict_volatility', output: forecast.kept }) });
    }
  }

  #readRules(): void {
    const { store, alerts, market, desk, settings, routeOf } = this.#parts;
    const accountOf = () => desk.risk(settings.market.defaultSymbol);
    for (const { alert, to } of ruleAlerts({ store, market, accountOf, routeOf })) alerts.raise(alert, to);
  }

  /** What is old and done goes, once a day. */
  #prune(): void {
    const { store, outbox, wall } = this.#parts;
    const today = dayOf(wall.now());
    if (this.#told.get('pruned') === today) return;
    this.#told.set('pruned', today);
    store.prune();
    outbox.prune();
  }
}

/** Prices of a day's candles need no closer look, and no provider is asked more than it likes. */
const bringMs = 5 * 60_000;

/**
 * Looks every so many seconds from now on, and lets new prices be brought every five minutes; the returned function ends
 * it.
 */
export function startLooking(watch: Pick<AlertWatch, 'look' | 'bring'>, everySeconds: number): () => void {
  let bringing = false;
  const bring = (): void => {
    if (bringing) return;
    bringing = true;
    void watch.bring().finally(() => {
      bringing = false;
    });
  };
  const looking = setInterval(() => watch.look(), everySeconds * 1000);
  const fetching = setInterval(bring, bringMs);
  return () => {
    clearInterval(looking);
    clearInterval(fetching);
  };
}
