import { greeksOf, type Right } from './black-scholes.ts';
import type { OptionChain } from './option-chain.ts';
import type { Smile } from './smile.ts';

/** One strike and side of an expiry, with everything that its gamma needs. */
type Position = {
  readonly right: Right;
  readonly strike: number;
  readonly years: number;
  readonly volatility: number;
  readonly openInterest: number;
  /** Forward over spot. */
  readonly carry: number;
};

export type GammaExposure = {
  /** US dollars of the underlying that dealers sell into a rise of 1 % (positive) or buy into it (negative). */
  readonly totalUsd: number;
  /** How the exposure of a strike grows with its distance from the spot, in US dollars per 1 % of distance. */
  readonly slopeUsd: number;
  /** The price of the underlying nearest to the spot at which the exposure is zero; NaN where there is none within 20 %. */
  readonly zeroGamma: number;
  /** Share of the open interest whose volatility is known; the rest is left out. */
  readonly coverage: number;
};

const contractShares = 100;
const nearShare = 0.1;
const searchShare = 0.2;
const searchSteps = 80;
const halvings = 40;

const volatilityAt = (smile: Smile): ReadonlyMap<number, number> =>
  new Map(smile.points.map(point => [point.strike, point.volatility]));

function positionsOf(chain: OptionChain, spot: number, smiles: readonly Smile[]): Position[] {
  const known = new Map(smiles.map(smile => [smile.expiryOn, { smile, volatilities: volatilityAt(smile) }]));
  return chain.quotes.flatMap(({ expiryOn, right, strike, openInterest }) => {
    const found = known.get(expiryOn);
    const volatility = found?.volatilities.get(strike);
    if (!found || volatility === undefined || !(openInterest > 0)) return [];
    return { right, strike, openInterest, volatility, years: found.smile.years, carry: found.smile.forward / spot };
  });
}

/** Dealers are taken to be long the calls and short the puts that others hold: the usual convention, not a fact. */
function exposureAt(spot: number, { right, strike, years, volatility, openInterest, carry }: Position): number {
  const terms = { right, spot, strike, years, rate: Math.log(carry) / years, dividendYield: 0 };
  const { gamma } = greeksOf(terms, volatility);
  return (right === 'C' ? 1 : -1) * gamma * openInterest * contractShares * spot * spot * 0.01;
}

const totalAt = (spot: number, positions: readonly Position[]): number =>
  positions.reduce((sum, position) => sum + exposureAt(spot, position), 0);

/** Slope of a line through the exposures of the strikes within 10 % of the spot, least squares. */
function slopeNear(spot: number, positions: readonly Position[]): number {
  const byStrike = new Map<number, number>();
  for (const position of positions) {
    if (Math.abs(position.strike / spot - 1) <= nearShare)
      byStrike.set(position.strike, (byStrike.get(position.strike) ?? 0) + exposureAt(spot, position));
  }
  const rows = [...byStrike].map(([strike, exposure]) => ({ x: (strike / spot - 1) * 100, exposure }));
  const mean = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const [x, y] = [mean(row => row.x), mean(row => row.exposure)];
  return mean(row => (row.x - x) * (row.exposure - y)) / mean(row => (row.x - x) ** 2);
}

function crossing(low: number, high: number, positions: readonly Position[]): number {
  const sign = Math.sign(totalAt(low, positions));
  let [left, right] = [low, high];
  for (let i = 0; i < halvings; i += 1) {
    const middle = (left + right) / 2;
    if (Math.sign(totalAt(middle, positions)) === sign) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

function zeroNear(spot: number, positions: readonly Position[]): number {
  const grid = Array.from(
    { length: searchSteps + 1 },
    (_, i) => spot * (1 - searchShare + (2 * searchShare * i) / searchSteps),
  );
  const totals = grid.map(price => totalAt(price, positions));
  const zeros = grid.flatMap((price, i) => {
    const next = grid[i + 1];
    const changes = Math.sign(totals[i] ?? 0) * Math.sign(totals[i + 1] ?? 0) < 0;
    return next !== undefined && changes ? crossing(price, next, positions) : [];
  });
  return zeros.sort((a, b) => Math.abs(a - spot) - Math.abs(b - spot))[0] ?? Number.NaN;
}

/**
 * Gamma exposure of the dealers, per move of 1 %: the sum of gamma * open interest * 100 shares * spot^2 * 0.01, calls
 * positive, puts negative. Volatilities stay with their strikes and forwards with their distance when the spot moves.
 * All of it is NaN where no open interest or no volatility is known.
 */
export function gammaExposure(chain: OptionChain, spot: number, smiles: readonly Smile[]): GammaExposure {
  const positions = positionsOf(chain, spot, smiles);
  const open = chain.quotes.reduce((sum, quote) => sum + (quote.openInterest || 0), 0);
  const covered = positions.reduce((sum, position) => sum + position.openInterest, 0);
  const none = positions.length === 0;
  return {
    totalUsd: none ? Number.NaN : totalAt(spot, positions),
    slopeUsd: none ? Number.NaN : slopeNear(spot, positions),
    zeroGamma: none ? Number.NaN : zeroNear(spot, positions),
    coverage: open > 0 ? covered / open : Number.NaN,
  };
}
