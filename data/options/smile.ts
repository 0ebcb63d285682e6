import { greeksOf, impliedVolatility, type Right, type Terms } from './black-scholes.ts';
import { type OptionChain, type OptionQuote, yearsLeft } from './option-chain.ts';

export type SmilePoint = {
  readonly strike: number;
  readonly right: Right;
  /** As a yearly fraction. */
  readonly volatility: number;
  /** Delta to the forward, negative for puts. */
  readonly delta: number;
};

/** The volatilities of one expiry, strikes ascending, read from the options out of the money. */
export type Smile = {
  readonly expiryOn: string;
  readonly years: number;
  /** Price at which the market buys and sells the underlying for the expiry; NaN where the chain does not tell. */
  readonly forward: number;
  readonly points: readonly SmilePoint[];
};

const nearestPairs = 3;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * The forward by put-call parity, strike + (call - put) * growth: the median over the three strikes at which call and
 * put are nearest to one another, so that dividends need not be known and one stale price does no harm. Source: the
 * construction of the VIX (Cboe, "VIX white paper", step 1), which takes the nearest strike alone.
 */
function forwardOf(quotes: readonly OptionQuote[], growth: number): number {
  const putAt = new Map(quotes.filter(quote => quote.right === 'P').map(quote => [quote.strike, quote.price]));
  const pairs = quotes
    .filter(quote => quote.right === 'C')
    .map(call => ({ strike: call.strike, gap: call.price - (putAt.get(call.strike) ?? Number.NaN) }))
    .filter(pair => !Number.isNaN(pair.gap))
    .sort((a, b) => Math.abs(a.gap) - Math.abs(b.gap));
  return median(pairs.slice(0, nearestPairs).map(pair => pair.strike + pair.gap * growth));
}

/** Volatility from the price; the source's own where there is no price. */
function pointOf(quote: OptionQuote, terms: Terms): SmilePoint {
  const computed = impliedVolatility(terms, quote.price);
  const volatility = Number.isNaN(quote.price) ? quote.givenVolatility : computed;
  const { delta } = greeksOf(terms, volatility);
  return { strike: quote.strike, right: quote.right, volatility, delta };
}

/**
 * The smile of one expiry. Only options out of the money are read: their early exercise is worth next to nothing, so
 * that the formula for European options fits American ones.
 * @param rate continuous yearly rate; the forward comes from the chain, so that the rate only discounts
 */
export function smileOf(chain: OptionChain, expiryOn: string, rate = 0): Smile {
  const years = yearsLeft(chain, expiryOn);
  const quotes = chain.quotes.filter(quote => quote.expiryOn === expiryOn);
  const forward = forwardOf(quotes, Math.exp(rate * years));
  const points = quotes
    .filter(({ right, strike }) => (right === 'C' ? strike >= forward : strike < forward))
    .map(quote =>
      pointOf(quote, { right: quote.right, spot: forward, strike: quote.strike, years, rate, dividendYield: rate }),
    )
    .filter(point => !Number.isNaN(point.volatility))
    .sort((a, b) => a.strike - b.strike);
  return { expiryOn, years, forward, points };
}

type Sample = { x: number; y: number };

/** Linear between the first two neighbours that have x between them; NaN where none do. */
function between(samples: readonly Sample[], x: number): number {
  for (const [i, right] of samples.entries()) {
    const left = samples[i - 1];
    if (right.x === x) return right.y;
    if (!left || (left.x - x) * (right.x - x) >= 0) continue;
    return left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
  }
  return Number.NaN;
}

/** Volatility at the forward, between the nearest put below and the nearest call above; NaN where one is missing. */
export const atmVolatility = ({ points, forward }: Smile): number =>
  between(
    points.map(point => ({ x: point.strike, y: point.volatility })),
    forward,
  );

/** Volatility of the put or call with the given absolute delta, found from the money outwards; NaN where none has it. */
export function deltaVolatility({ points }: Smile, right: Right, delta: number): number {
  const side = points.filter(point => point.right === right);
  const outwards = right === 'C' ? side : side.reverse();
  return between(
    outwards.map(point => ({ x: Math.abs(point.delta), y: point.volatility })),
    delta,
  );
}
