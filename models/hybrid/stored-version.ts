import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { dayOf } from '../../data/candle.ts';
import { canonicalJson, sha256 } from '../../data/ledger-chain.ts';
import type { FolderModelStore, ModelManifest, StoredModel } from '../../data/model-store.ts';
import type { Embedder } from '../llm/embedder.ts';
import type { Regime } from '../regime/regime.ts';
import type { Tensors } from '../tensor.ts';
import { dataHash } from '../validation/play-runs.ts';
import { answerSignal, type ServedVersion, type SignalQuestion } from './answer-signal.ts';
import type { HybridConfig } from './hybrid-config.ts';
import type { InputChoice } from './input-choice.ts';
import { Judgement } from './judge-hybrid.ts';
import { advantageOn } from './judge-volatility.ts';
import { MarketNetwork, type MarketReading } from './market-network.ts';
import type { SignalAnswer } from './signal-answer.ts';
import type { TrainedVersion } from './train-on-market.ts';

/** Changes when the training itself does: versions of another recipe are not taken for the same. */
const recipe = 1;
const judgementName = 'judgement.json';
/** The features that the tail's training rows ranked first, where the version selects. */
const importanceName = 'feature_importance.csv';

/** The name under which the versions of a symbol are kept. */
export const hybridName = (symbol: string): string => `hybrid-${symbol}`;

/** What a training was asked for. */
export type TrainingRequest = {
  readonly candles: CandleSeries;
  readonly seeds: readonly number[];
  readonly config: HybridConfig;
  readonly folds: number;
  readonly text: 'input' | 'ablation' | 'none';
  readonly inputs: InputChoice;
  /** The study that chose the configuration: its training is judged otherwise. */
  readonly study: string | null;
};

/** Hashes that say whether two trainings are the same: of the candles, and of everything else. */
export const hashesOf = ({ candles, ...asked }: TrainingRequest): Pick<ModelManifest, 'dataHash' | 'configHash'> => ({
  dataHash: dataHash(candles),
  configHash: sha256(canonicalJson({ recipe, ...asked })),
});

/** The figures that a list of versions shows. */
const metricsOf = ({ volatility: [one, two], signal, control, search }: Judgement): ModelManifest['metrics'] => ({
  medianAdvantage1: advantageOn(one, search ? 'tail' : 'all'),
  medianAdvantage2: advantageOn(two, search ? 'tail' : 'all'),
  qlikeRatio: one.all.network.qlike / one.all.logHar.qlike,
  signalGain: signal.gain.mean,
  signalError: signal.error,
  controlPassed: control.passed ? 1 : 0,
});

/** Keeps a judged version in the store. */
export async function storeVersion(
  store: FolderModelStore,
  trained: TrainedVersion,
  judgement: Judgement,
  about: Pick<ModelManifest, 'createdAt' | 'dataHash' | 'configHash' | 'regime' | 'trials'>,
): Promise<ModelManifest> {
  const { rows, folds, statistics, ensemble, importance } = trained;
  const files = await new MarketNetwork(ensemble, statistics).save();
  files.set(judgementName, Buffer.from(JSON.stringify(judgement)));
  if (importance !== undefined) files.set(importanceName, Buffer.from(importance));
  const lastLooked = folds.at(-1)?.validation.reduce((last, row) => Math.max(last, rows.labelEnd[row] ?? row), 0) ?? 0;
  return store.add(
    {
      ...about,
      name: hybridName(rows.symbol),
      symbol: rows.symbol,
      trainedThrough: dayOf(rows.openAt[lastLooked] ?? Number.NaN),
      judgedThrough: judgement.to,
      seeds: [...statistics.seeds],
      embedder: statistics.text.kind === 'none' ? null : statistics.text.embedder,
      inputs: { ...statistics.inputs, count: (statistics.served ?? statistics.standard.columns).length },
      metrics: metricsOf(judgement),
      servedBy: Object.fromEntries(Object.entries(judgement.servedBy).map(([head, { by }]) => [head, by])),
    },
    files,
  );
}

/** The judgement that is kept with a version. @throws QuaestorError `model.bad-data` when it cannot be read */
export function judgementOf({ manifest, files }: StoredModel): Judgement {
  const bytes = files.get(judgementName);
  const refuse = (why: string): never => {
    throw new QuaestorError('model.bad-data', `"${judgementName}" of ${manifest.name}/${manifest.version}: ${why}.`);
  };
  if (!bytes) return refuse('it is missing');
  const parsed = Judgement.safeParse(JSON.parse(Buffer.from(bytes).toString()));
  return parsed.success ? parsed.data : refuse(z.prettifyError(parsed.error));
}

/** A version that is loaded and answers questions. */
export class OpenedVersion {
  readonly manifest: ModelManifest;
  readonly judgement: Judgement;
  readonly network: MarketNetwork;

  /** @throws QuaestorError `model.bad-data` when a file does not fit this version of the product */
  static async open(stored: StoredModel, tensors: Tensors, embedder?: Embedder): Promise<OpenedVersion> {
    const judgement = judgementOf(stored);
    return new OpenedVersion(stored.manifest, judgement, await MarketNetwork.load(stored.files, tensors, embedder));
  }

  private constructor(manifest: ModelManifest, judgement: Judgement, network: MarketNetwork) {
    this.manifest = manifest;
    this.judgement = judgement;
    this.network = network;
  }

  /** What it says of a reading of its own network. */
  answer(reading: MarketReading, question: SignalQuestion, regime: Regime): SignalAnswer {
    const { name, version, trainedThrough } = this.manifest;
    const served: ServedVersion = {
      modelId: `${name}/${version}`,
      trainedThrough,
      judgement: this.judgement,
      statistics: this.network.statistics,
    };
    return answerSignal(reading, served, question, regime);
  }
}
