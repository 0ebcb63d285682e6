import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { didYouMean } from '../config/suggest.ts';
import type { SqliteStudyStore } from '../data/study-store.ts';
import { headNames } from '../models/hybrid/heads.ts';
import type { HybridConfig } from '../models/hybrid/hybrid-config.ts';
import type { SearchSeen } from '../models/hybrid/judge-hybrid.ts';
import { searchSplits } from '../models/hybrid/network-objective.ts';
import { searchedConfig } from '../models/hybrid/network-space.ts';
import type { Sampler } from '../models/search/sampler.ts';

/** What a search for settings of the network is about: kept with the study, which goes on with the same alone. */
export const NetworkTask = z.strictObject({
  symbol: z.string(),
  /** First day of the history, null for all of it. */
  from: z.string().nullable(),
  dataHash: z.string(),
  folds: z.int(),
  seeds: z.array(z.int()),
  epochs: z.int(),
  head: z.enum(headNames),
  text: z.enum(['none', 'input']),
  /** Who turned the texts into numbers; null where none are read. */
  embedder: z.string().nullable(),
  split: z.enum(searchSplits),
  /** Whether trials that fall behind are stopped. */
  prune: z.boolean(),
});
export type NetworkTask = z.infer<typeof NetworkTask>;

/** The days that a search chooses by, and the first that it never sees. */
const Seen = z.strictObject({ from: z.string(), to: z.string(), unseenFrom: z.string() });
export type Seen = z.infer<typeof Seen>;

/** A sampler whose study goes on with the same task on the same days alone. */
export const samplerFor = (task: NetworkTask, seen: Seen, sampler: Sampler): Sampler => ({
  ...sampler,
  description: { ...sampler.description, task, seen },
});

const Described = z.object({ task: NetworkTask, seen: Seen });

const refuse = (en: string, fr: string): never => {
  throw new QuaestorError('user.bad-request', { en, fr });
};

/**
 * The best configuration that a study of the network found, with what it was found on.
 * @throws QuaestorError `user.bad-request` for a name that stands for no such study, a study of another instrument, and one
 * without a trial that ended
 */
export function studiedConfig(
  studies: SqliteStudyStore,
  name: string,
  symbol: string,
): { readonly config: HybridConfig; readonly task: NetworkTask; readonly search: SearchSeen } {
  const names = studies.names();
  const found = studies.find(name);
  const described = Described.safeParse(found?.description);
  if (!found || !described.success) {
    const list = names.join(', ');
    return refuse(
      `There is no study "${name}" of the network.${didYouMean(name, names)} Studies: ${list || 'none'}; tune_model makes one.`,
      `Il n'y a pas d'étude « ${name} » du réseau. Études : ${list || 'aucune'} ; tune_model en fait une.`,
    );
  }
  const { task, seen } = described.data;
  if (task.symbol !== symbol) {
    return refuse(
      `The study "${name}" is about ${task.symbol}, not about ${symbol}.`,
      `L'étude « ${name} » porte sur ${task.symbol}, pas sur ${symbol}.`,
    );
  }
  const [best] = found.trials.flatMap(one => (one.state === 'complete' ? one : [])).sort((a, b) => a.loss - b.loss);
  const search = { study: name, trials: found.trials.length, ...seen };
  if (best) return { config: searchedConfig(best.configuration, task.epochs), task, search };
  return refuse(
    `No trial of the study "${name}" has come to a loss yet: go on with tune_model.`,
    `Aucun essai de l'étude « ${name} » n'a encore donné de perte : poursuivez avec tune_model.`,
  );
}
