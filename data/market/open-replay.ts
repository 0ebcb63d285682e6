import { join } from 'node:path';
import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import { dayOf, instantOfDay } from '../candle.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { HistoryMarket } from './history-market.ts';
import type { HistorySource } from './history-source.ts';
import { ReplayControl } from './replay-control.ts';
import { ReplayMarket } from './replay-market.ts';

/**
 * The replay of the settings, over the history of the default instrument.
 * @throws QuaestorError `config.invalid` when it begins outside that history, `data.no-history` when there is none
 */
export function openReplay(
  settings: Settings,
  registry: InstrumentRegistry,
  sources: readonly HistorySource[],
  wall: Clock,
): ReplayMarket {
  const { defaultSymbol, replay } = settings.market;
  const whole = new HistoryMarket(registry, sources, defaultSymbol);
  const firstAt = whole.candles(defaultSymbol).openAt[0] ?? Number.NaN;
  const endsAt = whole.now();
  const startedAt = instantOfDay(replay.from);
  // A replay that began before its first candle closed would have no price to show.
  const shownFrom = dayOf(firstAt + 86_400_000);
  if (!(startedAt >= instantOfDay(shownFrom) && startedAt <= endsAt)) {
    throw new QuaestorError(
      'config.invalid',
      `market.replay.from is "${replay.from}"; the history of ${defaultSymbol} can be replayed from ${shownFrom} to ${dayOf(endsAt)}.`,
      { from: replay.from, shownFrom, endsAt },
    );
  }
  const file = join(settings.stateFolder, 'replay.json');
  const control = new ReplayControl({ file, startedAt, endsAt, speed: replay.speed, wall });
  return new ReplayMarket(registry, sources, defaultSymbol, control);
}
