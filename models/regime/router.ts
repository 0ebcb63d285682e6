import type { Champion } from '../volatility/champion.ts';
import type { Evidence } from '../volatility/evidence.ts';
import type { RouteEvidence } from '../volatility/route-evidence.ts';
import type { Route } from './regime.ts';

/** What follows from a regime: which strategies suit it, and how much of a limit new risk may use. */
export type Routing = {
  readonly strategies: readonly string[];
  /** Above 0 and at most 1: it makes limits smaller, never larger. */
  readonly riskScale: number;
};

/** Strategies by what they live from: trends that go on, swings that come back, risk that is kept even. */
const strategiesOf: Readonly<Record<Route, readonly string[]>> = {
  trend: ['sma_cross', 'donchian_breakout'],
  range: ['rsi_mean_reversion', 'bollinger_reversion'],
  defensive: ['volatility_targeting'],
};

export type RiskScales = Readonly<Record<Route, number>>;

const unscaled: RiskScales = { trend: 1, range: 1, defensive: 1 };

/** The smallest scale that a regime could have: what counts where it cannot be read. */
const most = (scales: RiskScales): number => Math.min(...Object.values(scales));

/**
 * Routes by regime. Without one it is the most defensive: nothing suits, and the smallest scale counts.
 * A scale outside 0 to 1 counts as the border that it passes; without scales no regime makes a limit smaller.
 */
export function routing(route: Route | undefined, given: RiskScales | null): Routing {
  const scales = given ?? unscaled;
  const scale = route === undefined ? most(scales) : scales[route];
  return {
    strategies: route === undefined ? [] : strategiesOf[route],
    riskScale: Math.min(1, Math.max(0, scale)),
  };
}

/** A forecaster, and by what evidence of which regime it was picked, where a regime had a say. */
export type RoutedForecaster = { readonly model: string; readonly routed?: RouteEvidence };

/**
 * The forecaster that serves in a regime: the one that the evidence proves there, otherwise the champion of all days.
 * Without a regime, or where none was compared, the champion.
 */
export function forecasterIn(
  route: Route | undefined,
  { champion, routes }: { readonly champion: Champion; readonly routes?: Evidence['routes'] },
): RoutedForecaster {
  const routed = routes?.find(one => one.route === route);
  return routed ? { model: routed.model, routed } : { model: champion.model };
}
