import { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { FeatureCatalogue } from '../../data/features/feature-catalogue.ts';
import type { FeatureImportance } from './feature-importance.ts';
import { importanceCsv, readImportanceCsv } from './importance-csv.ts';

/** What a ranking belongs to: another hash of the training rows or another model asks for a new one. */
export type ImportanceKey = { readonly dataHash: string; readonly modelId: string };

/** Where rankings are kept as CSV text. The caller decides where that is. */
export interface ImportanceStore {
  /** Keeps a ranking under its key, and as the last good one. */
  keep(key: ImportanceKey, csv: string): void | Promise<void>;
  /** Undefined when the key has none. */
  read(key: ImportanceKey): string | undefined | Promise<string | undefined>;
  /** The ranking that was kept last, under whatever key. */
  lastGood(): string | undefined | Promise<string | undefined>;
}

export type FeatureChoice = {
  /** Names, most important first. */
  readonly names: readonly string[];
  /**
   * Where they come from: `computed` now, `cached` for the same rows and model, `last-good` from other rows or another
   * model, or the `static` list that no model has seen.
   */
  readonly source: 'computed' | 'cached' | 'last-good' | 'static';
  /** Why nothing was computed, under the last two; and what was wrong with a ranking that was kept and is damaged. */
  readonly reason?: Text;
};

export type ChoiceRequest = {
  readonly key: ImportanceKey;
  readonly store: ImportanceStore;
  /** Ranks all features on the training rows. What it throws is the reason for falling back. */
  readonly rank: () => readonly FeatureImportance[] | Promise<readonly FeatureImportance[]>;
  readonly keep?: number;
};

/** Set of the catalogue that serves where nothing was learnt: chosen for little correlation on SPY, 1998 to 2021. */
const staticSet = 'inference-150-static';

/**
 * The features that a smaller network reads: the first 150 of a ranking. It is looked up by data and model, then
 * computed, and as many as are asked for are kept; where that fails the last good one serves, then the static list, and
 * the answer says so.
 * @throws whatever the store throws when it cannot keep
 */
export async function chooseFeatures({ key, store, rank, keep = 150 }: ChoiceRequest): Promise<FeatureChoice> {
  const cached = look(await store.read(key));
  if (Array.isArray(cached)) return { names: firstOf(cached, keep), source: 'cached' };
  const computed = await attempt(rank);
  if (!(computed instanceof Error)) {
    await store.keep(key, importanceCsv(computed.slice(0, keep)));
    return { names: firstOf(computed, keep), source: 'computed', ...because(cached) };
  }
  const earlier = look(await store.lastGood());
  if (Array.isArray(earlier)) {
    return { names: firstOf(earlier, keep), source: 'last-good', ...because(cached, computed) };
  }
  const names = FeatureCatalogue.open().namesOf(staticSet).slice(0, keep);
  return { names, source: 'static', ...because(earlier, computed) };
}

const firstOf = (list: readonly FeatureImportance[], keep: number): string[] =>
  list.slice(0, keep).map(({ feature }) => feature);

/** A ranking that was kept; undefined where there is none, and the error of one that is damaged. */
function look(csv: string | undefined): FeatureImportance[] | QuaestorError | undefined {
  if (csv === undefined) return undefined;
  try {
    return readImportanceCsv(csv);
  } catch (thrown) {
    if (thrown instanceof QuaestorError) return thrown;
    throw thrown;
  }
}

/** What went wrong, in one text; nothing where nothing did. */
function because(...faults: readonly (QuaestorError | undefined)[]): Pick<FeatureChoice, 'reason'> {
  const texts = faults.flatMap(fault => (fault ? [fault.text ?? { en: fault.message, fr: fault.message }] : []));
  if (texts.length === 0) return {};
  return { reason: { en: texts.map(({ en }) => en).join(' '), fr: texts.map(({ fr }) => fr).join(' ') } };
}

/** The ranking, or the error of a model or its data; anything else is a fault of ours and is thrown on. */
async function attempt(rank: ChoiceRequest['rank']): Promise<readonly FeatureImportance[] | QuaestorError> {
  try {
    return await rank();
  } catch (thrown) {
    if (thrown instanceof QuaestorError) return thrown;
    throw thrown;
  }
}
