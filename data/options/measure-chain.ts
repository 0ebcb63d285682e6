import { constantMaturity } from './constant-maturity.ts';
import { type GammaExposure, gammaExposure } from './gamma-exposure.ts';
import { maxPain } from './max-pain.ts';
import { expiriesOf, type OptionChain } from './option-chain.ts';
import { putCallRatio } from './put-call-ratio.ts';
import { atmVolatility, deltaVolatility, type Smile, smileOf } from './smile.ts';

/** Volatilities are yearly fractions; what the chain does not tell is NaN. */
export type ExpiryMeasures = {
  readonly expiryOn: string;
  readonly years: number;
  readonly forward: number;
  readonly atmVolatility: number;
  /** Volatility of the 25-delta call less that of the 25-delta put. */
  readonly riskReversal: number;
  /** Volatility of the 25-delta put less that of the 25-delta call, over that at the money. */
  readonly skew: number;
  readonly maxPain: number;
};

export type ChainMeasures = {
  readonly symbol: string;
  readonly asOf: number;
  /** The underlying's price by put-call parity of the nearest expiry, where it has pairs; else the chain's own. */
  readonly spot: number;
  readonly spotFrom: 'parity' | 'underlying';
  readonly expiries: readonly ExpiryMeasures[];
  /** At the money, for exactly 30 days. */
  readonly atmVolatility30: number;
  readonly riskReversal30: number;
  readonly skew30: number;
  /** Volatility at the money of 90 days less that of 30. */
  readonly termSlope: number;
  readonly putCallVolume: number;
  readonly putCallOpenInterest: number;
  readonly gamma: GammaExposure;
  /** Max pain of the nearest expiry. */
  readonly maxPain: number;
};

/** Whether a chain had prices to measure: a file of volumes alone gives no volatility. */
export const isPriced = ({ expiries }: ChainMeasures): boolean =>
  expiries.some(({ atmVolatility }) => Number.isFinite(atmVolatility));

const wing = 0.25;
const daysPerYear = 365;

type Wings = { readonly years: number; readonly atm: number; readonly put: number; readonly call: number };

const wingsOf = (smile: Smile): Wings => ({
  years: smile.years,
  atm: atmVolatility(smile),
  put: deltaVolatility(smile, 'P', wing),
  call: deltaVolatility(smile, 'C', wing),
});

/** Wings for exactly `days`. */
function wingsAt(all: readonly Wings[], days: number): Wings {
  const years = days / daysPerYear;
  const at = (which: 'atm' | 'put' | 'call'): number =>
    constantMaturity(
      all.map(one => ({ years: one.years, volatility: one[which] })),
      years,
    );
  return { years, atm: at('atm'), put: at('put'), call: at('call') };
}

/** Source of the ratio: Mixon, "What Does Implied Volatility Skew Measure?", Journal of Derivatives 2011. */
const skewOf = ({ put, call, atm }: Wings): number => (put - call) / atm;

function spotOf(
  chain: OptionChain,
  nearest: Smile | undefined,
  rate: number,
): Pick<ChainMeasures, 'spot' | 'spotFrom'> {
  const byParity = nearest ? nearest.forward * Math.exp(-rate * nearest.years) : Number.NaN;
  return Number.isNaN(byParity) ? { spot: chain.spot, spotFrom: 'underlying' } : { spot: byParity, spotFrom: 'parity' };
}

/**
 * Everything that is measured on a chain. American options are valued as European ones, on the side out of the money.
 * @param rate continuous yearly rate for discounting
 */
export function measureChain(chain: OptionChain, rate = 0): ChainMeasures {
  const smiles = expiriesOf(chain).map(expiryOn => smileOf(chain, expiryOn, rate));
  const wings = smiles.map(wingsOf);
  const month = wingsAt(wings, 30);
  const spot = spotOf(chain, smiles[0], rate);
  const expiries = smiles.map(({ expiryOn, years, forward }, i): ExpiryMeasures => {
    const own = wings[i] ?? { years, atm: Number.NaN, put: Number.NaN, call: Number.NaN };
    return {
      expiryOn,
      years,
      forward,
      atmVolatility: own.atm,
      riskReversal: own.call - own.put,
      skew: skewOf(own),
      maxPain: maxPain(chain.quotes.filter(quote => quote.expiryOn === expiryOn)),
    };
  });
  return {
    symbol: chain.symbol,
    asOf: chain.asOf,
    ...spot,
    expiries,
    atmVolatility30: month.atm,
    riskReversal30: month.call - month.put,
    skew30: skewOf(month),
    termSlope: wingsAt(wings, 90).atm - month.atm,
    putCallVolume: putCallRatio(chain.quotes, 'volume'),
    putCallOpenInterest: putCallRatio(chain.quotes, 'openInterest'),
    gamma: gammaExposure(chain, spot.spot, smiles),
    maxPain: expiries[0]?.maxPain ?? Number.NaN,
  };
}
