import type { MarketReading } from '../models/hybrid/market-network.ts';
import { OpenedVersion } from '../models/hybrid/stored-version.ts';
import { remember } from '../models/remember.ts';
import { openTensors, type Tensors } from '../models/tensor.ts';
import type { Models } from '../tools/models.ts';

/** Opens what tools ask of trained networks; nothing is loaded before it is asked for. */
export function openNetworks(): Pick<Models, 'tensors' | 'opened' | 'served' | 'reading'> {
  const readings = remember<Promise<MarketReading>>();
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

  return {
    tensors,
    opened: () => opened,
    async served(store, name, backend) {
      const promotion = store.promotion(name);
      if (!promotion) return undefined;
      const before = loaded.get(name);
      const stored = store.manifest(name, promotion.version);
      if (before?.createdAt === stored.createdAt) return before.version;
      const version = tensors(backend).then(tf => OpenedVersion.open(store.read(name, promotion.version), tf));
      loaded.set(name, { createdAt: stored.createdAt, version });
      version.catch(() => loaded.delete(name));
      before?.version.then(
        old => old.network.dispose(),
        () => undefined,
      );
      return version;
    },
    reading(version, series) {
      const { name, createdAt } = version.manifest;
      const columns = [series.openAt, series.open, series.high, series.low, series.close, series.volume];
      return readings(`${name} ${createdAt}`, columns, () => version.network.read(series));
    },
  };
}
