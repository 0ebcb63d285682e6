import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Embedder } from '../llm/embedder.ts';
import type { Tensors } from '../tensor.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { calibrate } from './calibrate.ts';
import { type EnsemblePredictions, HybridEnsemble } from './ensemble.ts';
import { projectFeatures } from './feature-projection.ts';
import type { HybridModel } from './hybrid-model.ts';
import { textCount } from './hybrid-rows.ts';
import type { InputSources } from './input-features.ts';
import { type LastRows, lastRows } from './last-rows.ts';
import { networkDrivers } from './network-drivers.ts';
import { loadHybrid, saveHybrid } from './network-files.ts';
import type { NetworkFeatures } from './network-rows.ts';
import { NetworkStatistics } from './network-statistics.ts';
import { offlineEmbedder } from './offline-embedding.ts';
import { rollingConformal } from './rolling-conformal.ts';
import { correctedVariance } from './row-losses.ts';
import { mostDeviations } from './standardise.ts';

const levels = quantileProbabilities.length;
const statisticsName = 'statistics.json';

/** Quantiles of ln variance (%^2) at `quantileProbabilities`, and a mean variance: of the range, over one horizon. */
export type VarianceForecast = { readonly logQuantiles: Float64Array; readonly variance: number };
type PerHorizon<One> = { readonly 1: One; readonly 2: One };

/** What the networks and log-HAR say at the close of the last candle. */
export type MarketReading = Omit<LastRows, 'technical' | 'volatility' | 'summaries' | 'count'> & {
  /** Of one row; class heads at their temperatures. */
  readonly said: EnsemblePredictions;
  readonly volatility: { readonly hybrid: PerHorizon<VarianceForecast>; readonly logHar: PerHorizon<VarianceForecast> };
  /** Features without a value, and those further than 5 deviations from the training rows. */
  readonly missing: readonly string[];
  readonly clipped: readonly string[];
  readonly textUsed: boolean;
};

/** Name of the whole text among the drivers. */
export const textPlayer = 'text';

/** What moves ln variance (%^2) of the next day: `base` plus all `phi` is what the networks say. */
export type NetworkExplanation = Pick<Explanation, 'base' | 'phi'> & {
  readonly names: readonly string[];
  /** What the features are; NaN for the text, and for features that are not fed. */
  readonly values: Float64Array;
};

/** Several trained networks with all that it takes to read a market by them. */
export class MarketNetwork {
  readonly ensemble: HybridEnsemble;
  readonly statistics: NetworkStatistics;
  readonly #embedder: Embedder;

  /** @param embedder turns generated summaries into numbers, where the networks read them */
  constructor(ensemble: HybridEnsemble, statistics: NetworkStatistics, embedder: Embedder = offlineEmbedder) {
    this.ensemble = ensemble;
    this.statistics = statistics;
    this.#embedder = embedder;
  }

  /** Reads the last candle. @throws QuaestorError as `lastRows`, and what the embedder throws */
  async read(sources: InputSources, signal?: AbortSignal): Promise<MarketReading> {
    const { features, volatility, last, missing, clipped, ...rest } = await this.#rows(sources, signal);
    const said = await this.ensemble.predict(
      features,
      Int32Array.from({ length: features.count }, (_, n) => n),
    );
    const horizon = (days: 1 | 2) => {
      const { logMean, residuals, outcome } = volatility[days];
      const baseline = quantileProbabilities.map(
        (_, k) => (logMean[last] ?? Number.NaN) + (residuals[last * levels + k] ?? 0),
      );
      const raw = said.volatility[days].subarray(last * levels);
      const corrected = rollingConformal(said.volatility[days], outcome, days).slice(last * levels);
      return {
        hybrid: { logQuantiles: corrected, variance: correctedVariance(raw, baseline, rest.logVariance[days]) },
        logHar: { logQuantiles: Float64Array.from(baseline), variance: Math.exp(rest.logVariance[days]) },
      };
    };
    const [one, two] = [horizon(1), horizon(2)];
    const { asOfOpenAt, close, logVariance, sigma, closeToClose } = rest;
    return {
      asOfOpenAt,
      close,
      logVariance,
      sigma,
      closeToClose,
      said: calibrate(lastOf(said), this.statistics.temperatures),
      volatility: { hybrid: { 1: one.hybrid, 2: two.hybrid }, logHar: { 1: one.logHar, 2: two.logHar } },
      missing,
      clipped,
      textUsed: features.text !== undefined,
    };
  }

  /**
   * What moves the networks' variance of the next day, with the last candle's features; undefined where they read sequences.
   * @throws QuaestorError as `read`
   */
  async drivers(sources: InputSources, signal?: AbortSignal): Promise<NetworkExplanation | undefined> {
    const { features, last, raw, logVariance } = await this.#rows(sources, signal);
    const explanation = await networkDrivers(this.ensemble, features, logVariance[1]);
    if (!explanation) return undefined;
    const names = this.statistics.standard.columns.map(({ name }) => name);
    const served = this.#served();
    const rawOf = (name: string): number => raw[last * served.length + served.indexOf(name)] ?? Number.NaN;
    const values = names.map(name => (served.includes(name) ? rawOf(name) : Number.NaN));
    return { ...explanation, names: [...names, textPlayer], values: Float64Array.from([...values, Number.NaN]) };
  }

  #served(): readonly string[] {
    const { standard, served = standard.columns.map(({ name }) => name) } = this.statistics;
    return served;
  }

  /** The newest rows as the networks read them. */
  async #rows(sources: InputSources, signal: AbortSignal | undefined) {
    const served = this.#served();
    const { technical: raw, volatility, summaries, count, ...rest } = lastRows(sources, this.statistics.inputs, served);
    const last = count - 1;
    const { values, missing, clipped } = this.#standardised(served, raw, last);
    const text = await this.#textOf(summaries, signal);
    const features: NetworkFeatures = {
      count,
      technical: values,
      hasText: new Uint8Array(count).fill(text ? 1 : 0),
      ...(text && { text }),
      volatility,
    };
    return { ...rest, features, volatility, last, raw, missing, clipped };
  }

  /** The files from which `load` opens the same networks: TensorFlow.js's layers format and the statistics beside it. */
  async save(): Promise<Map<string, Uint8Array>> {
    const files = new Map<string, Uint8Array>();
    const store = {
      write: (name: string, bytes: Uint8Array) => void files.set(name, Uint8Array.from(bytes)),
      read: (name: string) => files.get(name),
    };
    for (const member of this.ensemble.members) await saveHybrid(member, `seed-${member.record.seed}`, store);
    files.set(statisticsName, Buffer.from(JSON.stringify(this.statistics)));
    return files;
  }

  /** @throws QuaestorError `model.bad-data` when a file is missing, damaged, or of another version of the network */
  static async load(
    files: ReadonlyMap<string, Uint8Array>,
    tensors: Tensors,
    embedder?: Embedder,
  ): Promise<MarketNetwork> {
    const statistics = readStatistics(files.get(statisticsName));
    refuseOtherEmbedder(statistics, embedder ?? offlineEmbedder);
    const store = { write: () => undefined, read: (name: string) => files.get(name) };
    const members: HybridModel[] = [];
    try {
      for (const seed of statistics.seeds) members.push(await loadHybrid(`seed-${seed}`, store, tensors));
      return new MarketNetwork(new HybridEnsemble(members), statistics, embedder);
    } catch (error) {
      for (const member of members) member.dispose();
      throw error;
    }
  }

  /** Frees the tensors. */
  dispose(): void {
    this.ensemble.dispose();
  }

  /** The rows as the networks read them, and which features of the last one they do not know. */
  #standardised(served: readonly string[], technical: Float32Array, last: number) {
    const { standard } = this.statistics;
    const values = projectFeatures(standard, served, technical);
    const width = standard.columns.length;
    const known = technical.subarray(last * served.length);
    const far = (place: number): boolean => Math.abs(values[last * width + place] ?? 0) >= mostDeviations;
    return {
      values,
      missing: served.filter((_, k) => Number.isNaN(known[k])),
      clipped: standard.columns.flatMap(({ name }, place) => (far(place) ? [name] : [])),
    };
  }

  async #textOf(summaries: () => string[], signal: AbortSignal | undefined): Promise<Float32Array | undefined> {
    if (this.statistics.text.kind === 'none') return undefined;
    const vectors = await this.#embedder.embed(summaries(), signal);
    const text = new Float32Array(vectors.length * textCount);
    for (const [n, vector] of vectors.entries()) text.set(vector, n * textCount);
    return text;
  }
}

/** The last row of some. */
function lastOf(said: EnsemblePredictions): EnsemblePredictions {
  const end = <Values extends Float64Array | Int8Array>(values: Values): Values =>
    values.slice(-values.length / said.count) as Values;
  return {
    count: 1,
    signal: end(said.signal),
    volatility: { 1: end(said.volatility[1]), 2: end(said.volatility[2]) },
    volatilityRegime: end(said.volatilityRegime),
    marketRegime: end(said.marketRegime),
    adverse: end(said.adverse),
    favourable: end(said.favourable),
    vote: end(said.vote),
    agreement: end(said.agreement),
    volatilityDisagreement: { 1: end(said.volatilityDisagreement[1]), 2: end(said.volatilityDisagreement[2]) },
  };
}

function readStatistics(bytes: Uint8Array | undefined): NetworkStatistics {
  const refuse = (why: string): never => {
    throw new QuaestorError('model.bad-data', `"${statisticsName}" of the saved networks is unusable: ${why}.`);
  };
  if (!bytes) return refuse('it is missing');
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return refuse('it is not JSON');
  }
  const parsed = NetworkStatistics.safeParse(json);
  return parsed.success ? parsed.data : refuse(z.prettifyError(parsed.error));
}

/** Vectors of different makers are never mixed. */
function refuseOtherEmbedder({ text }: NetworkStatistics, { name }: Embedder): void {
  if (text.kind === 'none' || text.embedder.name === name) return;
  throw new QuaestorError(
    'model.bad-data',
    {
      en: `The networks learned texts as "${text.embedder.name}" writes them, and "${name}" is set up ("models.embedding"). Set that one up, or train anew.`,
      fr: `Les réseaux ont appris les textes comme « ${text.embedder.name} » les écrit, et « ${name} » est réglé (« models.embedding »). Réglez celui-là, ou réentraînez.`,
    },
    { learned: text.embedder.name, given: name },
  );
}
