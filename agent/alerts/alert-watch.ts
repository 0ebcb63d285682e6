import { attempt } from '../../config/attempt.ts';
import { asQuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import type { Settings } from '../../config/settings.ts';
import type { AlertStore } from '../../data/alert-store.ts';
import { closedAt, dayOf } from '../../data/candle.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import { LogHar } from '../../models/volatility/log-har.ts';
import { onCloseScale } from '../../models/volatility/prediction.ts';
import { AlertRule, firedText, holdsAt } from '../../tools/alert-rule.ts';
import type { Models } from '../../tools/models.ts';
import type { Desk } from '../desk/desk.ts';
import type { Alerts } from './alerts.ts';
import type { Approvers } from './approvers.ts';
import { alertKinds, ledgerAlerts } from './ledger-alerts.ts';
import { dataAlert, drawdownAlert, regimeAlert, type Told, volatilityAlert } from './market-alerts.ts';
import { measureNow } from './measure-now.ts';

export type AlertWatchParts = {
  settings: Settings;
  store: AlertStore;
  alerts: Alerts;
  approvers: Approvers;
  ledger: Ledger;
  market: MarketData;
  models: Pick<Models, 'route'>;
  desk: Desk;
  log: Log;
};

/** The forecast of the next day, by the baseline. */
function forecastNow(market: MarketData, symbol: string) {
  const series = market.candles(symbol, '1d');
  const forecaster = new LogHar();
  forecaster.fit(series, closedAt(series.openAt.at(-1) ?? Number.NaN, series.timeframe));
  const { forecast, regime } = onCloseScale(forecaster.predict(1), series);
  return { label: regime.label, annual: forecast.sigmaAnnual };
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

  /** One look, and the sending of what is due. A part that fails is logged, and the others go on. */
  look(): void {
    const { store, alerts, approvers, log } = this.#parts;
    const parts: (() => void)[] = [
      () => this.#readLedger(),
      () => this.#readMarket(),
      () => this.#readRules(),
      () => approvers.ask(),
      () => alerts.flush(),
    ];
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
    const rows = ledger.rows(...alertKinds).filter(({ sequence }) => sequence > known);
    for (const alert of ledgerAlerts(rows)) alerts.raise(alert);
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

  #readMarket(): void {
    const { alerts, market, models, settings, desk } = this.#parts;
    for (const symbol of this.#symbols()) {
      const stale = dataAlert(symbol, market, settings.market.staleAfterDays, this.#told);
      if (stale) alerts.raise(stale);
      const series = attempt(() => market.candles(symbol, '1d'));
      const last = series?.openAt.at(-1);
      if (!series || last === undefined || this.#told.get(`candle/${symbol}`) === String(last)) continue;
      this.#told.set(`candle/${symbol}`, String(last));
      const on = dayOf(last);
      const found = [
        regimeAlert(
          symbol,
          attempt(() => models.route(series)),
          on,
          this.#told,
        ),
        volatilityAlert(
          symbol,
          attempt(() => forecastNow(market, symbol)),
          on,
          this.#told,
        ),
      ];
      for (const alert of found) if (alert) alerts.raise(alert);
    }
    const drawdown = drawdownAlert(desk.risk(settings.market.defaultSymbol), this.#told);
    if (drawdown) alerts.raise(drawdown);
  }

  /** A rule speaks when its condition comes true, and again only after it was false. */
  #readRules(): void {
    const { store, alerts, market } = this.#parts;
    for (const { id, owner, body, holds } of store.rules()) {
      const rule = AlertRule.parse(body);
      const value = measureNow(market, rule.symbol, rule.measure);
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
