import type { Clock } from '../../config/clock.ts';
import type { Settings } from '../../config/settings.ts';
import { CcxtSource } from './ccxt-source.ts';
import type { LiveSource } from './live-source.ts';
import { YahooSource } from './yahoo-source.ts';

export const liveProviders = ['ccxt', 'yahoo'] as const;
export type LiveProvider = (typeof liveProviders)[number];

const timeoutMsOf = ({ market }: Settings): number => market.timeoutSeconds * 1000;

/** The venue of the settings, for candles, trades and its book. Nothing is loaded or asked before the first use. */
export const openCcxtSource = (settings: Settings, clock: Clock, timeoutMs = timeoutMsOf(settings)): CcxtSource =>
  new CcxtSource({ exchange: settings.market.ccxt.exchange, timeoutMs, clock });

/** The live source of a provider. @param timeoutMs until an answer begins; the setting market.timeoutSeconds by default */
export function openLiveSource(
  provider: LiveProvider,
  settings: Settings,
  clock: Clock,
  timeoutMs = timeoutMsOf(settings),
): LiveSource {
  return provider === 'ccxt' ? openCcxtSource(settings, clock, timeoutMs) : new YahooSource({ timeoutMs, clock });
}
