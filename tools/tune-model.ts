import { z } from 'zod';
import { canonicalJson, sha256 } from '../data/ledger-chain.ts';
import type { StudyTrial } from '../data/study-store.ts';
import { headNames } from '../models/hybrid/heads.ts';
import { type NetworkObjective, networkObjective, searchSplits } from '../models/hybrid/network-objective.ts';
import { networkSamplers, networkSpace, shippedConfiguration } from '../models/hybrid/network-space.ts';
import { hybridName } from '../models/hybrid/stored-version.ts';
import { mean, sampleDeviation } from '../models/performance/moments.ts';
import { cmaSampler } from '../models/search/cma-sampler.ts';
import { luckyBest } from '../models/search/lucky-best.ts';
import { medianPruner } from '../models/search/median-pruner.ts';
import { runStudy } from '../models/search/run-study.ts';
import type { Sampler } from '../models/search/sampler.ts';
import type { Space } from '../models/search/space.ts';
import { type CompleteTrial, Study } from '../models/search/study.ts';
import { tpeSampler } from '../models/search/tpe.ts';
import { dataHash } from '../models/validation/play-runs.ts';
import { bringPrices } from './bring-prices.ts';
import { fromDay } from './from-day.ts';
import { generatedText } from './generated-text.ts';
import { modelShelf } from './model-shelf.ts';
import { type NetworkTask, type Seen, samplerFor } from './network-study.ts';
import { FromSlot, SymbolSlot } from './slots.ts';
import { orSayStopped } from './stopped.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';
import { type Scored, Tuned, tunedCard } from './tuned-card.ts';

const keptTrials = {
  en: 'Every trial that ended is kept: the same command goes on with the one that was under way.',
  fr: 'Chaque essai terminé est gardé : la même commande reprend avec celui qui était en cours.',
};

/** Trials that are drawn at random before the first that is chosen: few, because a trial takes seconds. */
const startUp = 6;

const samplers: Readonly<Record<(typeof networkSamplers)[number], (space: Space, seed: number) => Sampler>> = {
  tpe: (space, seed) => tpeSampler(space, { seed, startUp }),
  'cma-es': (space, seed) => cmaSampler(space, { seed }),
};

/** The settings that ship as the only suggestion. */
const shippedSampler = (space: Space): Sampler => ({
  description: { kind: 'shipped', space },
  batch: 1,
  suggest: () => shippedConfiguration(space),
});

/** A trial with its settings in the order of the space, however they were stored. */
const scoredOf = (space: Space, { configuration, loss, steps }: CompleteTrial): Scored => ({
  configuration: Object.fromEntries(Object.keys(space).map(name => [name, configuration[name] ?? Number.NaN])),
  loss,
  networks: steps.map(step => step.loss),
});

/** What a trial came to; one that was stopped, its mean so far: left out, it would make the trials look more alike. */
function lossesOf(trial: StudyTrial): number[] {
  if (trial.state === 'complete') return [trial.loss];
  return trial.state === 'pruned' && trial.steps.length > 0 ? [mean(trial.steps.map(({ loss }) => loss))] : [];
}

type Search = {
  readonly name: string;
  readonly task: NetworkTask;
  readonly space: Space;
  readonly sampler: Sampler;
  readonly trials: number;
};

/** The shipped settings first, then the search; each trial is counted and on the disk. */
async function searched(
  { name, task, space, sampler, trials }: Search,
  context: ToolContext,
  open: (onEpoch: (share: number) => void) => NetworkObjective,
) {
  const { lab, signal, progress } = context;
  const shelf = modelShelf(context);
  const said = { ended: 0, best: Number.NaN };
  const say = (share: number): void => {
    const best = Number.isFinite(said.best) ? said.best.toFixed(4) : '–';
    const at = `${said.ended}/${trials + 1}`;
    progress(Math.min(1, (said.ended + share) / (trials + 1)), {
      en: `trials ${at}, best relative loss ${best}`,
      fr: `essais ${at}, meilleure perte relative ${best.replace('.', ',')}`,
    });
  };
  const { objective, ...spans } = open(say);
  const seen: Seen = { from: spans.from, to: spans.to, unseenFrom: spans.tailFrom };
  const counted: NetworkObjective['objective'] = (configuration, trial) => {
    shelf.noteTrial(hybridName(task.symbol), sha256(canonicalJson({ task, configuration })));
    return objective(configuration, trial);
  };
  const study = new Study(name, samplerFor(task, seen, sampler), lab.studies);
  const shippedStudy = new Study(`${name}/shipped`, samplerFor(task, seen, shippedSampler(space)), lab.studies);
  const shipped = await runStudy(shippedStudy, counted, { trials: 1, signal });
  const onProgress = (done: number, _of: number, found: CompleteTrial | undefined): void => {
    Object.assign(said, { ended: done + 1, best: found?.loss ?? Number.NaN });
    say(0);
  };
  onProgress(study.trials.filter(({ state }) => state !== 'running').length, trials, study.best);
  const pruner = task.prune ? { pruner: medianPruner() } : {};
  const best = await runStudy(study, counted, { trials, signal, onProgress, ...pruner });
  const losses = Float64Array.from(study.trials.flatMap(lossesOf));
  return {
    ...spans,
    best: scoredOf(space, best),
    shipped: scoredOf(space, shipped),
    trials: study.trials.length,
    failed: study.trials.filter(({ state }) => state === 'failed').length,
    stopped: study.trials.filter(({ state }) => state === 'pruned').length,
    spread: losses.length < 2 ? null : sampleDeviation(losses),
    luckyBest: luckyBest(losses, study.trials.length, 1),
    luckyChoice: luckyBest(losses, study.trials.length, mean(losses)),
    tried: shelf.noteTrial(
      hybridName(task.symbol),
      sha256(canonicalJson({ task, configuration: shipped.configuration })),
    ),
  };
}

export const tuneModel = defineTool({
  name: 'tune_model',
  description:
    'Searches hyper-parameters of the five-headed network on the history of one instrument by TPE or CMA-ES, inside walk-forward folds and never on the tail; counts every trial and goes on where it was stopped. Takes minutes. Admins only.',
  examples: [
    'Tune the network on the S&P 500',
    'tune the hyper-parameters of the model for SPX',
    'search better settings for the neural network on Bitcoin',
    'optimize the hyperparameters of the network on SPY',
    'hyper-parameter search for the network on the S&P 500',
    'Règle les hyperparamètres du réseau sur le S&P 500',
    'cherche de meilleurs hyperparamètres pour le modèle sur SPX',
    'optimise les hyperparamètres du réseau de neurones pour le Bitcoin',
    'recherche les hyperparamètres du réseau sur SPY',
    "affine les hyperparamètres du réseau d'Apple",
  ],
  effect: 'admin',
  seconds: 14_400,
  input: z.object({
    symbol: SymbolSlot,
    from: FromSlot.describe('First day of the history to search on; all of it when left out').optional(),
    trials: z.int().min(1).max(1000).default(16).describe('Trials in all').meta({ slot: 'setting' }),
    epochs: z.int().min(1).max(200).default(30).describe('Epochs at most').meta({ slot: 'setting' }),
    folds: z
      .int()
      .min(2)
      .max(8)
      .default(4)
      .describe('Walk-forward folds, the last of which stays untouched')
      .meta({ slot: 'setting' }),
    seeds: z.int().min(1).max(5).default(1).describe('Networks in each fold').meta({ slot: 'setting' }),
    sampler: z.enum(networkSamplers).default('tpe').describe('TPE searches all settings, CMA-ES the continuous ones'),
    head: z.enum(headNames).default('volatility').describe('The head whose loss counts'),
    text: z.enum(['none', 'input']).default('none').describe('Generated summaries: left out, or read by the network'),
    split: z
      .enum(searchSplits)
      .default('walk-forward')
      .describe('How the days before the tail are scored: forward in time, or purged k-fold'),
    prune: z.boolean().default(true).describe('Stop trials that fall behind the median'),
    seed: z.int().min(0).max(1_000_000).default(1).describe('Seed of the search').meta({ slot: 'setting' }),
    study: z.string().min(1).max(60).optional().describe('Name to keep the search under; one is made when left out'),
  }),
  output: Tuned,
  async run({ symbol, from, trials, folds, seeds: count, sampler, seed, study, ...asked }, context) {
    const { epochs, head, text, split, prune } = asked;
    const { series, origin } = await bringPrices(context, symbol, '1d');
    const candles = fromDay(series, from);
    const seeds = Array.from({ length: count }, (_, k) => k + 1);
    const hash = dataHash(candles);
    const { signal, models } = context;
    const embedder = models.embedder();
    const task: NetworkTask = {
      symbol: candles.symbol,
      from: from ?? null,
      dataHash: hash,
      folds,
      seeds,
      epochs,
      head,
      text,
      embedder: text === 'input' ? embedder.name : null,
      split,
      prune,
    };
    const key = sha256(canonicalJson({ task, sampler, seed })).slice(0, 8);
    const name = study ?? `${candles.symbol}-${head}-${sampler}-${key}`;
    const tensors = await context.models.tensors(context.settings.models.tensorBackend);
    const search = async () => {
      const vectors = text === 'input' ? (await generatedText(candles, embedder, signal)).vectors : undefined;
      const space = networkSpace(sampler, text === 'input');
      const options = { folds, seeds, epochs, head, split, text: vectors };
      return searched({ name, task, space, sampler: samplers[sampler](space, seed), trials }, context, say =>
        networkObjective(candles, { ...options, onEpoch: (_, share) => say(share) }, tensors),
      );
    };
    return {
      symbol: candles.symbol,
      study: name,
      sampler,
      head,
      ...(await orSayStopped(signal, keptTrials, search)),
      seeds,
      epochs,
      asOfOpenAt: candles.openAt.at(-1) ?? 0,
      ...origin,
    };
  },
  say: ({ provider: _provider, notice: _notice, asOfOpenAt: _asOf, ...answer }) => JSON.stringify(answer),
  show: tunedCard,
});
