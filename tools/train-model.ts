import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import type { Instrument } from '../data/instrument.ts';
import type { FolderModelStore, ModelManifest } from '../data/model-store.ts';
import { featureSets, normalisations } from '../models/hybrid/input-choice.ts';
import { Judgement, judgeHybrid, type SearchSeen } from '../models/hybrid/judge-hybrid.ts';
import type { Rank } from '../models/hybrid/select-features.ts';
import {
  hashesOf,
  hybridName,
  judgementOf,
  storeVersion,
  type TrainingRequest,
} from '../models/hybrid/stored-version.ts';
import { type MarketTraining, trainOnMarket } from '../models/hybrid/train-on-market.ts';
import type { Tensors } from '../models/tensor.ts';
import { asOf } from './as-of.ts';
import { askedTraining } from './asked-training.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { fromDay } from './from-day.ts';
import { generatedText } from './generated-text.ts';
import { headColumns, headRows, reasonLines, servedList } from './head-words.ts';
import { modelShelf } from './model-shelf.ts';
import { networkSources } from './network-sources.ts';
import { FromSlot, SymbolSlot } from './slots.ts';
import { orSayStopped } from './stopped.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';
import { cautions, coverageChart, trainReport, verdictOf } from './train-report.ts';

const Output = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  version: z.int(),
  /** False where the same training had been done before: its version is shown again. */
  trained: z.boolean(),
  trials: z.int(),
  /** The search that its settings come from, or null. */
  study: z.string().nullable(),
  backend: z.string(),
  dataHash: z.string(),
  configHash: z.string(),
  judgement: Judgement,
  report: z.string(),
  json: z.string(),
  to: z.int(),
  ...Origin.shape,
});
type Output = z.infer<typeof Output>;

const keptNetworks = {
  en: 'The networks that are done are kept, and the one under way as of its last epoch: the same command goes on from there.',
  fr: 'Les réseaux terminés sont gardés, et celui en cours à sa dernière époque : la même commande reprend à cet endroit.',
};

/** The generated summaries as numbers, where the training reads or compares them. */
async function textOf({ candles, text }: TrainingRequest, context: ToolContext): Promise<MarketTraining['text']> {
  const { models, signal, progress } = context;
  if (text === 'none') return undefined;
  const embedder = models.embedder();
  progress(0, {
    en: `turning the texts into numbers: ${embedder.name}`,
    fr: `mise des textes en nombres : ${embedder.name}`,
  });
  return { ...(await generatedText(candles, embedder, signal)), role: text };
}

/** The version of the same training, where there is one. */
const knownVersion = (
  store: FolderModelStore,
  name: string,
  { dataHash, configHash }: ReturnType<typeof hashesOf>,
): ModelManifest | undefined =>
  store.list(name).find(one => one.dataHash === dataHash && one.configHash === configHash);

type Workplace = {
  readonly store: FolderModelStore;
  readonly tensors: Tensors;
  readonly instrument: Instrument;
  readonly search: SearchSeen | null;
};

/** Trains, judges and keeps a version; a training that was broken off goes on where it had come to. */
async function trainVersion(
  request: TrainingRequest,
  { store, tensors, instrument, search }: Workplace,
  context: ToolContext,
): Promise<ModelManifest> {
  const { candles, ...asked } = request;
  const { signal, progress, models, wall, lab } = context;
  const name = hybridName(candles.symbol);
  const hashes = hashesOf(request);
  const trials = store.noteTrial(name, hashes.configHash);
  const workshop = store.workshop(name, `${hashes.configHash.slice(0, 12)}-${hashes.dataHash.slice(0, 12)}`);
  const sources = await networkSources(context, request.inputs, instrument, candles);
  const rank: Rank = async columns => (await lab.compute.run('rank-features', [columns], { signal }))[0] ?? [];
  const trained = await trainOnMarket(
    sources,
    {
      ...asked,
      text: await textOf(request, context),
      unseenFrom: search?.unseenFrom,
      rank,
      store: workshop,
      signal,
      onProgress: progress,
    },
    tensors,
  );
  try {
    const regime = models.regime(candles).mood;
    const manifest = await storeVersion(store, trained, judgeHybrid(trained, search), {
      ...hashes,
      trials,
      regime,
      createdAt: wall.now(),
    });
    workshop.clear();
    return manifest;
  } finally {
    trained.ensemble.dispose();
  }
}

const titleOf = ({ name, version }: Pick<Output, 'name' | 'version'>, t: Translate): string =>
  t({ en: `Trained: ${name}, version ${version}`, fr: `Entraîné : ${name}, version ${version}` });

export const trainModel = defineTool({
  name: 'train_model',
  description:
    'Trains the five-headed network (signal, volatility, volatility regime, market regime, stop and target) on the history of one instrument, judges each head against its baseline out of sample, keeps the version and writes a report. Takes minutes; a training that was broken off goes on. Admins only.',
  examples: [
    'Train the network on the S&P 500',
    'train a model on SPX',
    'train the neural network for Bitcoin',
    'retrain the model on SPY',
    'train a new version of the network on the S&P 500',
    'Entraîne le réseau sur le S&P 500',
    'entraîne un modèle sur SPX',
    'entraîne le réseau de neurones pour le Bitcoin',
    'réentraîne le modèle sur SPY',
    'entraîne une nouvelle version du réseau sur le S&P 500',
  ],
  effect: 'admin',
  seconds: 3600,
  input: z.object({
    symbol: SymbolSlot,
    from: FromSlot.describe('First day of the history to learn from; all of it when left out').optional(),
    seeds: z.int().min(3).max(5).default(5).describe('Networks in each fold').meta({ slot: 'setting' }),
    folds: z
      .int()
      .min(2)
      .max(8)
      .optional()
      .describe('Walk-forward folds; 4, or as many as the study had, when left out')
      .meta({ slot: 'setting' }),
    epochs: z
      .int()
      .min(1)
      .max(200)
      .optional()
      .describe('Epochs at most; 60, or as many as the study had, when left out')
      .meta({ slot: 'setting' }),
    config: z
      .string()
      .optional()
      .describe('Settings of the network as JSON, e.g. {"rate":0.001}; what is left out is as it ships'),
    study: z.string().optional().describe('Name of a study of tune_model, whose best settings are taken'),
    text: z
      .enum(['ablation', 'input', 'none'])
      .default('ablation')
      .describe('Generated summaries: compared only, read by the network, or left out'),
    features: z
      .enum(featureSets)
      .default('technical')
      .describe(
        'What it reads: 38 technical features, the 150 that each fold ranks first, all, or learned from all and fed the 150',
      ),
    normalisation: z
      .enum(normalisations)
      .default('fold')
      .describe('By the statistics of the fold, or by the place within the last 100 candles'),
  }),
  output: Output,
  async run({ symbol, seeds, text, features, normalisation, ...asked }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol, '1d');
    const { config, folds, from, search } = askedTraining({ ...asked, symbol: series.symbol }, context);
    const candles = fromDay(series, from);
    const request: TrainingRequest = {
      candles,
      seeds: Array.from({ length: seeds }, (_, k) => k + 1),
      config,
      folds,
      text,
      inputs: { features, normalisation },
      study: search?.study ?? null,
    };
    const store = modelShelf(context);
    const name = hybridName(candles.symbol);
    const known = knownVersion(store, name, hashesOf(request));
    const tensors = await context.models.tensors(context.settings.models.tensorBackend);
    const train = () => trainVersion(request, { store, tensors, instrument, search }, context);
    const manifest = known ?? (await orSayStopped(context.signal, keptNetworks, train));
    const { version, trials, dataHash, configHash } = manifest;
    const judgement = judgementOf(store.read(name, version));
    const { t, lab } = context;
    const file = `${name}-${configHash.slice(0, 10)}-${dataHash.slice(0, 10)}`.replace(/[^\w.-]/g, '-');
    const facts = {
      title: titleOf({ name, version }, t),
      lead: verdictOf(judgement, t),
      modelId: `${name}/${version}`,
      backend: tensors.backend,
      trials,
      dataHash,
      configHash,
      config: { ...config, seeds: request.seeds, folds, text, features, normalisation },
    };
    return {
      symbol: candles.symbol,
      name,
      version,
      trained: known === undefined,
      trials,
      study: asked.study ?? null,
      backend: tensors.backend,
      dataHash,
      configHash,
      judgement,
      report: lab.report(`${file}.html`, await trainReport(judgement, facts, t)),
      json: lab.report(`${file}.json`, JSON.stringify({ ...facts, judgement }, undefined, 2)),
      to: candles.openAt.at(-1) ?? 0,
      ...origin,
    };
  },
  say({ symbol, name, version, trials, judgement, report }) {
    const { volatility, signal, servedBy, from, to, tailFrom, control, ablation, search } = judgement;
    const served = Object.fromEntries(
      Object.entries(servedBy).map(([head, { by, reasons }]) => [head, { by, why: reasons.map(({ en }) => en) }]),
    );
    return JSON.stringify({
      symbol,
      model: `${name}/${version}`,
      tested: { from, to, tailFrom },
      search,
      volatility: volatility.map(({ days, all, medianAdvantage }) => ({ days, ...all, medianAdvantage })),
      signal: { gain: signal.gain, error: signal.error, errorLimit: signal.errorLimit },
      servedBy: served,
      shuffledControlPassed: control.passed,
      textAblation: ablation,
      trials,
      report,
      next: `promote_model serves it: symbol ${symbol}, version ${version}`,
    });
  },
  show: (answer, t) => ({
    title: titleOf(answer, t),
    lead: verdictOf(answer.judgement, t),
    lines: [
      ...(answer.trained
        ? []
        : [
            t({
              en: 'The same training had been done before; this is its version.',
              fr: 'Le même entraînement avait déjà été fait ; voici sa version.',
            }),
          ]),
      ...reasonLines(answer.judgement, t),
      ...cautions(answer.judgement, answer.trials, t),
      t({
        en: `Not served yet. To serve it: promote_model, symbol ${answer.symbol}, version ${answer.version} (${servedList(servers(answer), t)}).`,
        fr: `Pas encore en service. Pour la mettre en service : promote_model, symbole ${answer.symbol}, version ${answer.version} (${servedList(servers(answer), t)}).`,
      }),
    ],
    table: { columns: headColumns(t), rows: headRows(answer.judgement, t) },
    chart: coverageChart(answer.judgement, t),
    tone: answer.judgement.servedBy.volatility.by === 'hybrid' ? 'good' : 'neutral',
    footnote: `${asOf(answer.to, answer, t)} ${t({
      en: `Tested on ${answer.judgement.from} to ${answer.judgement.to}, the tail from ${answer.judgement.tailFrom} on; seeds ${answer.judgement.seeds.join(', ')}; candles ${answer.dataHash.slice(0, 12)}. The whole evidence: ${answer.report}`,
      fr: `Testé du ${answer.judgement.from} au ${answer.judgement.to}, la fin à partir du ${answer.judgement.tailFrom} ; graines ${answer.judgement.seeds.join(', ')} ; bougies ${answer.dataHash.slice(0, 12)}. Toutes les pièces : ${answer.report}`,
    })}`,
  }),
});

const servers = ({ judgement: { servedBy } }: Output): Record<string, string> =>
  Object.fromEntries(Object.entries(servedBy).map(([head, { by }]) => [head, by]));
