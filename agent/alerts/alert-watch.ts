import { attempt } from '../../config/attempt.ts';
import { asQuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import type { Settings } from '../../config/settings.ts';
import type { AlertStore } from '../../data/alert-store.ts';
import { dayOf } from '../../data/candle.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import type { Rated } from '../../knowledge/memory/feedback.ts';
import { baselineForecast } from '../../models/volatility/baseline-forecast.ts';
import { AlertRule, firedText, holdsAt } from '../../tools/alert-rule.ts';
import type { Models } from '../../tools/models.ts';
import type { Desk } from '../desk/desk.ts';
import type { Alerts } from './alerts.ts';
import type { Approvers } from './approvers.ts';
import { alertKinds, ledgerAlerts } from './ledger-alerts.ts';
import { dataAlert, drawdownAlert, regimeAlert, type Told, volatilityAlert } from './market-alerts.ts';
import { measureNow } from './measure-now.ts';
import { outageAlert } from './outage-alert.ts';

export type AlertWatchParts = {
  settings: Settings;
  store: AlertStore;
  alerts: Alerts;
  approvers: Approvers;
  ledger: Ledger;
  market: MarketData;
  models: Pick<Models, 'route'>;
  desk: Desk;
  /** Keeps an answer that people may judge; gives its id. */
  keepRated: (rated: Rated) => string;
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
    this.#together([() => approvers.ask(), () => alerts.flush()]);
  }

  /** One look that writes down what people are to be told, and sends nothing. */
  notice(): void {
    this.#together([
      () => this.#readLedger(),
      () => this.#readOutage(),
      () => this.#readMarket(),
      () => this.#readRules(),
    ]);
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

  #readLedger(): void {
    const { ledger, alerts } = this.#parts;
    const known = Number(this.#told.get('ledger'));
    const rows = ledger.rowsAfter(known, ...alertKinds);
    for (const alert of ledgerAlerts(rows)) alerts.raise(alert);
    this.#told.set('ledger', String(rows.at(-1)?.sequence ?? known));
  }

  #readOutage(): void {
    const outage = outageAlert(this.#parts.ledger, this.#told);
    if (outage) this.#parts.alerts.raise(outage);
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

  #readMarket(): void {
    const { alerts, market, models, settings, desk, keepRated } = this.#parts;
    for (const symbol of this.#symbols()) {
      const stale = dataAlert(symbol, market, settings.market.staleAfterDays, this.#told);
      if (stale) alerts.raise(stale);
      const series = attempt(() => market.candles(symbol, '1d'));
      const last = series?.openAt.at(-1);
      if (!series || last === undefined || this.#told.get(`candle/${symbol}`) === String(last)) continue;
      this.#told.set(`candle/${symbol}`, String(last));
      const on = dayOf(last);
      const route = attempt(() => models.route(series));
      const forecast = attempt(() => forecastNow(market, symbol));
      const regime = regimeAlert(symbol, route, on, this.#told);
      const volatility = volatilityAlert(symbol, forecast, on, this.#told);
      if (regime) alerts.raise(regime);
      if (forecast && volatility) {
        alerts.raise({ ...volatility, ratedId: keepRated({ tool: 'predict_volatility', output: forecast.kept }) });
      }
    }
    const drawdown = drawdownAlert(desk.risk(settings.market.defaultSymbol), this.#told);
    if (drawdown) alerts.raise(drawdown);
  }

  /** A rule speaks when its condition comes true, and again only after it was false. */
  #readRules(): void {
    const { store, alerts, market } = this.#parts;
    const values = new Map<string, number | undefined>();
    const watched = ({ symbol, measure }: AlertRule): number | undefined => {
      const name = `${measure} ${symbol}`;
      if (!values.has(name)) values.set(name, measureNow(market, symbol, measure));
      return values.get(name);
    };
    for (const { id, owner, body, holds } of store.rules()) {
      const rule = AlertRule.parse(body);
      const value = watched(rule);
      if (value === undefined) continue;
      const now = holdsAt(rule, value);
      if (now === holds) continue;
      store.setHolds(id, now);
      if (!now || holds === undefined) continue;
      const at = attempt(() => market.now(rule.symbol)) ?? 0;
      const key = `rule/${id}/${at}/${value}`;
      alerts.raise({ priority: 'warning', kind: 'rule', key, text: firedText(rule, value) }, [owner]);
    }
  }
}

/** Looks every so many seconds from now on; the returned function ends it. */
export function startLooking(watch: Pick<AlertWatch, 'look'>, everySeconds: number): () => void {
  const timer = setInterval(() => watch.look(), everySeconds * 1000);
  return () => clearInterval(timer);
}
