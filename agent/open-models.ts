import { join } from 'node:path';
import type { Clock } from '../config/clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import { JsonFolder } from '../data/json-folder.ts';
import { SqliteMarketMemoryStore } from '../data/market-memory-store.ts';
import { lastRegime, lastRoute, type Regime, type Route } from '../models/regime/regime.ts';
import { remember } from '../models/remember.ts';
import { Evidence } from '../models/volatility/evidence.ts';
import type { Prediction } from '../models/volatility/prediction.ts';
import type { Models } from '../tools/models.ts';
import { openDrivers } from './open-drivers.ts';
import { openNetworks } from './open-networks.ts';

/** Opens the models that tools and desk ask; nothing is computed or loaded before it is asked for. */
export function openModels({ stateFolder }: Pick<Settings, 'stateFolder'>, database: Database, wall: Clock): Models {
  const evidence = new JsonFolder(join(stateFolder, 'evidence'));
  const regimes = remember<Regime>();
  const routes = remember<Route>();
  return {
    regime: series => regimes(series.symbol, [series.openAt, series.close], () => lastRegime(series)),
    route: series => routes(series.symbol, [series.openAt, series.close], () => lastRoute(series)),
    predictions: remember<Prediction>(),
    marketMemory: new SqliteMarketMemoryStore(database, wall),
    evidence: {
      read: (symbol, days) => {
        const stored = Evidence.safeParse(evidence.read(`${symbol}-${days}`));
        return stored.success ? stored.data : undefined;
      },
      write: one => evidence.write(`${one.symbol}-${one.days}`, one),
    },
    drivers: openDrivers({ stateFolder }),
    ...openNetworks(),
  };
}
