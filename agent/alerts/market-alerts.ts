import { attempt } from '../../config/attempt.ts';
import { translateTo } from '../../config/text.ts';
import { dayOf } from '../../data/candle.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { Route } from '../../models/regime/regime.ts';
import { drawdownOf, ladderStep } from '../../models/risk/ladder.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { equityOf } from '../../models/risk/trading-state.ts';
import type { VolatilityRegime } from '../../models/volatility/volatility-regime.ts';
import { routes } from '../../tools/regime-words.ts';
import type { Alert } from './alert.ts';

const [en, fr] = [translateTo('en'), translateTo('fr')];

/** What was told of an instrument and of the account, as short words: an alert is a change of one of them. */
export type Told = { get(name: string): string | undefined; set(name: string, value: string): void };

/** Says that a state changed; the first look says nothing. */
export function changed(told: Told, name: string, state: string | undefined): { from: string; to: string } | undefined {
  if (state === undefined) return undefined;
  const before = told.get(name);
  told.set(name, state);
  return before !== undefined && before !== state ? { from: before, to: state } : undefined;
}

const routeText = (word: string, language: 'en' | 'fr'): string =>
  Object.hasOwn(routes, word) ? routes[word as Route][language] : word;

/** The regime of an instrument changed. */
export function regimeAlert(symbol: string, route: Route | undefined, on: string, told: Told): Alert | undefined {
  const change = changed(told, `regime/${symbol}`, route);
  if (!change) return undefined;
  return {
    priority: 'info',
    kind: 'regime',
    key: `regime/${symbol}/${on}/${change.to}`,
    symbol,
    text: {
      en: `${symbol}: the market regime changed from ${routeText(change.from, 'en')} to ${routeText(change.to, 'en')} (${on}).`,
      fr: `${symbol} : le régime de marché est passé de « ${routeText(change.from, 'fr')} » à « ${routeText(change.to, 'fr')} » (${on}).`,
    },
    ask: { en: `What is the market regime of ${symbol}?`, fr: `Quel est le régime de marché de ${symbol} ?` },
  };
}

const volatilityWords = {
  high: { priority: 'info', en: 'high volatility', fr: 'une volatilité élevée' },
  extreme: { priority: 'warning', en: 'extreme volatility', fr: 'une volatilité extrême' },
} as const;

/** The forecast says that volatility gets high or extreme, after a day on which it was less so. */
export function volatilityAlert(
  symbol: string,
  forecast: { label: VolatilityRegime['label']; annual: number } | undefined,
  on: string,
  told: Told,
): Alert | undefined {
  const label = forecast?.label;
  const state = label === 'extreme' || label === 'high' ? label : 'other';
  const change = changed(told, `volatility/${symbol}`, forecast && state);
  // From extreme to high it is calming down.
  if (!forecast || !change || state === 'other' || change.from === 'extreme') return undefined;
  const { priority, en: word, fr: mot } = volatilityWords[state];
  return {
    priority,
    kind: 'volatility',
    key: `volatility/${symbol}/${on}`,
    symbol,
    text: {
      en: `${symbol}: ${word} is forecast for the next day, ${en.percent(forecast.annual / 100, 0)} a year (${on}).`,
      fr: `${symbol} : ${mot} est prévue pour le lendemain, ${fr.percent(forecast.annual / 100, 0)} par an (${on}).`,
    },
    ask: { en: `How volatile will ${symbol} be tomorrow?`, fr: `Quelle volatilité pour ${symbol} demain ?` },
  };
}

/** The account stands on another step of the drawdown ladder; an account that cannot be valued stands where it stood. */
export function drawdownAlert(view: RiskView, told: Told): Alert | undefined {
  const equity = equityOf(view);
  if (Number.isNaN(drawdownOf(equity, view.peakEquityUsd))) return undefined;
  const step = ladderStep(equity, view.peakEquityUsd, view.limits.drawdownLadder);
  const change = changed(told, 'drawdown', step);
  if (!change) return undefined;
  const words = {
    none: { en: 'out of its drawdown', fr: 'sorti de son repli' },
    warn: { en: 'in a drawdown that calls for attention', fr: 'dans un repli qui demande attention' },
    'no-new-risk': { en: 'in a drawdown: no new risk is taken', fr: 'en repli : aucun risque nouveau' },
    flatten: { en: 'in a drawdown that closes every position', fr: 'dans un repli qui ferme toutes les positions' },
  }[step];
  return {
    priority: step === 'flatten' ? 'urgent' : step === 'none' ? 'info' : 'warning',
    kind: 'drawdown',
    key: `drawdown/${step}/${view.now}`,
    text: { en: `The account is ${words.en}.`, fr: `Le compte est ${words.fr}.` },
    ask: { en: 'Show my portfolio', fr: 'Montre mon portefeuille' },
  };
}

/** Prices of an instrument that should be fresh are not, or are again. */
export function dataAlert(
  symbol: string,
  market: Pick<MarketData, 'quote' | 'now'>,
  staleAfterDays: number,
  told: Told,
): Alert | undefined {
  const quote = attempt(() => market.quote(symbol));
  const age = quote ? (market.now(symbol) - quote.openAt) / 86_400_000 : Number.POSITIVE_INFINITY;
  const change = changed(told, `data/${symbol}`, age > staleAfterDays ? 'stale' : 'fresh');
  if (!change) return undefined;
  const stale = change.to === 'stale';
  return {
    priority: stale ? 'error' : 'info',
    kind: 'data-fault',
    symbol,
    key: `data/${symbol}/${change.to}/${quote ? dayOf(quote.openAt) : 'none'}`,
    text: stale
      ? {
          en: `${symbol}: no fresh prices arrive${quote ? ` since ${dayOf(quote.openAt)}` : ''}. No new risk is taken on it.`,
          fr: `${symbol} : plus de prix frais${quote ? ` depuis le ${dayOf(quote.openAt)}` : ''}. Aucun risque nouveau n'y est pris.`,
        }
      : { en: `${symbol}: prices are fresh again.`, fr: `${symbol} : les prix sont de nouveau frais.` },
  };
}
