import type { ModelManifest } from '../data/model-store.ts';
import type { MarketReading, NetworkExplanation } from '../models/hybrid/market-network.ts';
import { offlineEmbedder } from '../models/hybrid/offline-embedding.ts';
import { OpenedVersion } from '../models/hybrid/stored-version.ts';
import type { Embedder } from '../models/llm/embedder.ts';
import { remember } from '../models/remember.ts';
import { openTensors, type Tensors } from '../models/tensor.ts';
import type { Models } from '../tools/models.ts';
import { sourceColumns } from './source-columns.ts';

const keyOf = ({ manifest: { name, createdAt } }: OpenedVersion): string => `${name} ${createdAt}`;

/**
 * Opens what tools ask of trained networks; nothing is loaded before it is asked for.
 * @param embedder the one of the settings; a version that learned from another is refused
 */
export function openNetworks(
  embedder: () => Embedder,
): Pick<Models, 'tensors' | 'opened' | 'embedder' | 'served' | 'reading' | 'networkDrivers'> {
  const readings = remember<Promise<MarketReading>>();
  const explanations = remember<Promise<NetworkExplanation | undefined>>();
  const loaded = new Map<string, { createdAt: number; version: Promise<OpenedVersion> }>();
  let opening: Promise<Tensors> | undefined;
  let opened: Tensors | undefined;

  const keep = (tensors: Tensors): Tensors => {
    opened = tensors;
    return tensors;
  };

  const tensors: Models['tensors'] = backend => {
    opening ??= openTensors({ backend: backend ?? undefined })
      .then(keep)
      .catch((error: unknown) => {
        // The next call tries again: a package may have been installed by then.
        opening = undefined;
        throw error;
      });
    return opening;
  };

  /** The offline embedding is always at hand, so that a version which learned from it needs no provider. */
  const embedderOf = ({ embedder: learned }: ModelManifest): Embedder =>
    learned?.source === 'provider' ? embedder() : offlineEmbedder;

  return {
    embedder,
    tensors,
    opened: () => opened,
    async served(store, name, backend) {
      const promotion = store.promotion(name);
      if (!promotion) return undefined;
      const before = loaded.get(name);
      const stored = store.manifest(name, promotion.version);
      if (before?.createdAt === stored.createdAt) return before.version;
      const version = tensors(backend).then(tf =>
        OpenedVersion.open(store.read(name, promotion.version), tf, embedderOf(stored)),
      );
      loaded.set(name, { createdAt: stored.createdAt, version });
      version.catch(() => loaded.delete(name));
      before?.version.then(
        old => old.network.dispose(),
        () => undefined,
      );
      return version;
    },
    reading: (version, sources) =>
      readings(keyOf(version), sourceColumns(sources), () => version.network.read(sources)),
    networkDrivers: (version, sources) =>
      explanations(keyOf(version), sourceColumns(sources), () => version.network.drivers(sources)),
  };
}
