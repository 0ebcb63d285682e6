import { type HeadlineLabel, headlineLabels } from './headline-label.ts';

export type LabelMeasures = { readonly count: number; readonly accuracy: number; readonly macroF1: number };

/**
 * Accuracy, and the mean over the labels of F1 (0 for a label that never comes up on either side). Both as fractions.
 * @param pairs the true label and the predicted one
 */
export function measureLabels(pairs: readonly (readonly [HeadlineLabel, HeadlineLabel])[]): LabelMeasures {
  const share = (label: HeadlineLabel): number => {
    const right = pairs.filter(([truth, given]) => truth === label && given === label).length;
    const named =
      pairs.filter(([truth]) => truth === label).length + pairs.filter(([, given]) => given === label).length;
    return named === 0 ? 0 : (2 * right) / named;
  };
  return {
    count: pairs.length,
    accuracy: pairs.filter(([truth, given]) => truth === given).length / pairs.length,
    macroF1: headlineLabels.reduce((sum, label) => sum + share(label), 0) / headlineLabels.length,
  };
}
