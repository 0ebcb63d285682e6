import { QuaestorError } from '../../config/errors.ts';
import type { Columns } from '../../data/features/kernel.ts';
import { type Cells, cellsOf } from '../trees/cells.ts';
import { learnVariance, leastDriverRows } from './driver-table.ts';
import { type FeatureImportance, featureImportance } from './feature-importance.ts';
import { treePermutationShap } from './tree-permutation-shap.ts';

/** Training rows of a market: features by name, and the variance (%^2) of the day after each row. */
export type RankRequest = { readonly columns: Columns; readonly target: Float64Array };

/** Rows that are explained, and rows of the background, at most: evenly spread over the training rows. */
const [explained, background] = [750, 100];

/** About `most` rows, evenly spread. */
function spread({ values, rows, width }: Cells, most: number): Cells {
  const step = Math.max(1, Math.ceil(rows / most));
  const count = Math.ceil(rows / step);
  const cells = new Float64Array(count * width);
  for (let k = 0; k < count; k += 1) {
    cells.set(values.subarray(k * step * width, (k * step + 1) * width), k * width);
  }
  return { values: cells, rows: count, width };
}

/**
 * Ranks features by what they do to the forecast of the next day's variance: boosted trees learn it from the rows that are
 * handed over, permutation SHAP shares it out on the same rows, and nothing else is looked at.
 * @throws QuaestorError `data.too-few-candles` for fewer than 500 rows, and as `learnVariance`
 */
export function rankFeatures({ columns, target }: RankRequest): FeatureImportance[] {
  if (target.length < leastDriverRows) throw tooFewRows(target.length);
  const trees = learnVariance(columns, target);
  const cells = cellsOf(columns, trees.names);
  const explanation = treePermutationShap(trees, spread(cells, explained), spread(cells, background));
  return featureImportance(trees.names, explanation);
}

const tooFewRows = (got: number): QuaestorError =>
  new QuaestorError(
    'data.too-few-candles',
    {
      en: `Ranking features takes ${leastDriverRows} training days, there are ${got}.`,
      fr: `Classer des caractéristiques demande ${leastDriverRows} jours d'apprentissage, il y en a ${got}.`,
    },
    { needed: leastDriverRows, got },
  );
