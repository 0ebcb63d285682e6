import { join } from 'node:path';
import type { Clock } from '../config/clock.ts';
import { readSecrets, type Secrets } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import { SqliteEmbeddingCache } from '../data/embedding-cache.ts';
import { JsonFolder } from '../data/json-folder.ts';
import { SqliteMarketMemoryStore } from '../data/market-memory-store.ts';
import { textCount } from '../models/hybrid/hybrid-rows.ts';
import { offlineEmbedder } from '../models/hybrid/offline-embedding.ts';
import type { Embedder, EmbeddingCache } from '../models/llm/embedder.ts';
import { openEmbedder } from '../models/llm/open-embedder.ts';
import { lastRegime, lastRoute, type Regime, type Route } from '../models/regime/regime.ts';
import { remember } from '../models/remember.ts';
import { Evidence } from '../models/volatility/evidence.ts';
import type { Prediction } from '../models/volatility/prediction.ts';
import type { Models } from '../tools/models.ts';
import { openDrivers } from './open-drivers.ts';
import { openNetworks } from './open-networks.ts';

/** The embedder of the settings; the offline one where they name none. */
function embedderOf(
  { models: { embedding }, llm }: Pick<Settings, 'models' | 'llm'>,
  secrets: Secrets,
  cache: EmbeddingCache,
): Embedder {
  if (embedding === null) return offlineEmbedder;
  return openEmbedder(embedding, secrets, { dimensions: textCount, deadlineMs: 1000 * llm.deadlineSeconds, cache });
}

/** Opens the models that tools and desk ask; nothing is computed or loaded before it is asked for. */
export function openModels(
  settings: Pick<Settings, 'stateFolder' | 'models' | 'llm'>,
  database: Database,
  wall: Clock,
  secrets: Secrets = readSecrets(),
): Models {
  const { stateFolder } = settings;
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
    ...openNetworks(() => embedderOf(settings, secrets, new SqliteEmbeddingCache(database, wall))),
  };
}
