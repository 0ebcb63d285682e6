import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { HybridConfig } from '../models/hybrid/hybrid-config.ts';
import type { SearchSeen } from '../models/hybrid/judge-hybrid.ts';
import { studiedConfig } from './network-study.ts';
import type { ToolContext } from './tool-context.ts';

export type AskedTraining = {
  readonly symbol: string;
  readonly from?: string | undefined;
  readonly folds?: number | undefined;
  readonly epochs?: number | undefined;
  /** A part of a `HybridConfig` as JSON. */
  readonly config?: string | undefined;
  /** A study of tune_model. */
  readonly study?: string | undefined;
};

export type Training = {
  readonly config: HybridConfig;
  readonly folds: number;
  readonly from: string | undefined;
  /** The search that the configuration comes from. */
  readonly search: SearchSeen | null;
};

const usualFolds = 4;

const refuse = (en: string, fr: string): never => {
  throw new QuaestorError('user.bad-request', { en, fr });
};

/** @throws QuaestorError `user.bad-request` that names the field which is wrong */
function parsedConfig(text: string, epochs: number | undefined): HybridConfig {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refuse(
      `The configuration ${text} is no JSON. Write it like {"rate":0.001}.`,
      `La configuration ${text} n'est pas du JSON. Écrivez-la comme {"rate":0.001}.`,
    );
  }
  const parsed = HybridConfig.safeParse(given);
  if (parsed.success) return epochs === undefined ? parsed.data : { ...parsed.data, epochs };
  const [why, valid] = [z.prettifyError(parsed.error), Object.keys(HybridConfig.shape).join(', ')];
  return refuse(
    `The configuration is wrong: ${why}. Its fields: ${valid}.`,
    `La configuration est fausse : ${why}. Ses champs : ${valid}.`,
  );
}

/**
 * What a training is asked for. A study brings its configuration, epochs, folds and first day, so that the tail which
 * judges the training is one that the search has not seen.
 * @throws QuaestorError `user.bad-request` for a configuration that is wrong, an unknown study, or a tail that the study saw
 */
export function askedTraining(
  { symbol, from, folds, epochs, config, study }: AskedTraining,
  { lab }: Pick<ToolContext, 'lab'>,
): Training {
  if (study === undefined) {
    return { config: parsedConfig(config ?? '{}', epochs), folds: folds ?? usualFolds, from, search: null };
  }
  if (config !== undefined) {
    return refuse('Give a configuration or a study, not both.', 'Donnez une configuration ou une étude, pas les deux.');
  }
  const { config: found, task, search } = studiedConfig(lab.studies, study, symbol);
  const [first, fewest] = [task.from ?? undefined, task.folds];
  if ((from !== undefined && from !== first) || (folds ?? fewest) < fewest) {
    const day = first ?? '–';
    return refuse(
      `The tail of this training would hold rows that the study "${study}" searched by: leave out the first day (it took ${day}) and ask for ${fewest} folds or more.`,
      `La fin de cet entraînement contiendrait des lignes par lesquelles l'étude « ${study} » a cherché : n'indiquez pas de premier jour (elle a pris ${day}) et demandez au moins ${fewest} plis.`,
    );
  }
  return { config: epochs === undefined ? found : { ...found, epochs }, folds: folds ?? fewest, from: first, search };
}
