import { normalCdf, normalDensity } from './normal.ts';

export type Right = 'C' | 'P';

/** One European option: years to expiry, continuous yearly rate and dividend yield, volatility as a yearly fraction. */
export type Terms = {
  right: Right;
  spot: number;
  strike: number;
  years: number;
  rate: number;
  dividendYield: number;
};

export type Greeks = { delta: number; gamma: number; vega: number; theta: number; rho: number };

const sign = (right: Right): 1 | -1 => (right === 'C' ? 1 : -1);

function parts(terms: Terms, volatility: number) {
  const { spot, strike, years, rate, dividendYield } = terms;
  const spread = volatility * Math.sqrt(years);
  const d1 = (Math.log(spot / strike) + (rate - dividendYield) * years) / spread + spread / 2;
  return {
    d1,
    d2: d1 - spread,
    carried: spot * Math.exp(-dividendYield * years),
    paid: strike * Math.exp(-rate * years),
  };
}

/** Value of a European option. Source: Hull, "Options, Futures, and Other Derivatives", 10th ed., (17.4) and (17.5). */
export function blackScholes(terms: Terms, volatility: number): number {
  const { d1, d2, carried, paid } = parts(terms, volatility);
  const s = sign(terms.right);
  return s * (carried * normalCdf(s * d1) - paid * normalCdf(s * d2));
}

/**
 * Sensitivities of a European option: to the spot (delta, gamma), to a volatility of 1.00 more (vega), to a year (theta)
 * and to a rate of 1.00 more (rho). Source: Hull, 10th ed., table 19.6.
 */
export function greeksOf(terms: Terms, volatility: number): Greeks {
  const { spot, years, rate, dividendYield } = terms;
  const { d1, d2, carried, paid } = parts(terms, volatility);
  const s = sign(terms.right);
  const root = Math.sqrt(years);
  const bell = carried * normalDensity(d1);
  return {
    delta: (s * carried * normalCdf(s * d1)) / spot,
    gamma: bell / (spot * spot * volatility * root),
    vega: bell * root,
    theta:
      (-bell * volatility) / (2 * root) +
      s * (dividendYield * carried * normalCdf(s * d1) - rate * paid * normalCdf(s * d2)),
    rho: s * years * paid * normalCdf(s * d2),
  };
}

const [lowest, highest] = [1e-4, 10];
const halvings = 60;

/**
 * The volatility at which an option is worth `price`, by bisection; NaN where no volatility between 0.01 % and 1000 %
 * gives that price, as when it lies below the option's value at expiry. Early exercise is ignored, which overstates the
 * volatility of an American option deep in the money: use it for options out of the money.
 */
export function impliedVolatility(terms: Terms, price: number): number {
  let [low, high] = [lowest, highest];
  const possible = price >= blackScholes(terms, low) && price <= blackScholes(terms, high) && terms.years > 0;
  if (!possible) return Number.NaN;
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2;
    if (blackScholes(terms, middle) < price) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
