import type { CandleSeries } from '../data/candle.ts';
import type { MarketMemoryStore } from '../data/market-memory-store.ts';
import type { FolderModelStore } from '../data/model-store.ts';
import type { InputSources } from '../models/hybrid/input-features.ts';
import type { MarketReading, NetworkExplanation } from '../models/hybrid/market-network.ts';
import type { OpenedVersion } from '../models/hybrid/stored-version.ts';
import type { Embedder } from '../models/llm/embedder.ts';
import type { Regime, Route } from '../models/regime/regime.ts';
import type { TensorBackend, Tensors } from '../models/tensor.ts';
import type { Evidence } from '../models/volatility/evidence.ts';
import type { ForecastDays } from '../models/volatility/forecaster.ts';
import type { Prediction } from '../models/volatility/prediction.ts';
import type { Drivers } from './drivers.ts';

/** The models that tools ask, opened once: what they made of a history is kept until the history changes. */
export type Models = {
  /** The regime at the last candle of a daily series. @throws QuaestorError as `lastRegime` */
  readonly regime: (series: CandleSeries) => Regime;
  /** Its route alone, sooner. @throws QuaestorError as `lastRoute` */
  readonly route: (series: CandleSeries) => Route;
  /** Keeps volatility predictions until a number that they were made from changes. */
  readonly predictions: (key: string, columns: readonly Float64Array[], make: () => Prediction) => Prediction;
  /** What was learned of the days of an instrument's past. */
  readonly marketMemory: MarketMemoryStore;
  /** What the last comparison of forecasters decided. */
  readonly evidence: {
    read(symbol: string, days: ForecastDays): Evidence | undefined;
    write(evidence: Evidence): void;
  };
  readonly drivers: Drivers;
  /**
   * TensorFlow.js, loaded with the first call and once. @param backend null takes the best that works
   * @throws QuaestorError `config.invalid` when the backend that is named does not work
   */
  readonly tensors: (backend: TensorBackend | null) => Promise<Tensors>;
  /** Who turns texts into numbers: the provider of the settings, or offline. @throws QuaestorError `config.missing-key` */
  readonly embedder: () => Embedder;
  /** The backend that was loaded, or undefined while none was asked for. */
  readonly opened: () => Tensors | undefined;
  /**
   * The version of a name that is served, loaded once; undefined while none is promoted.
   * @throws QuaestorError `data.bad-file` that names a file which is damaged, `model.bad-data`, and as `tensors`
   */
  readonly served: (
    store: FolderModelStore,
    name: string,
    backend: TensorBackend | null,
  ) => Promise<OpenedVersion | undefined>;
  /** What a version's networks say at the last candle of daily ones. @throws QuaestorError as `MarketNetwork.read` */
  readonly reading: (version: OpenedVersion, sources: InputSources) => Promise<MarketReading>;
  /** What moves what they say of volatility. @throws QuaestorError as `MarketNetwork.drivers` */
  readonly networkDrivers: (version: OpenedVersion, sources: InputSources) => Promise<NetworkExplanation | undefined>;
};
