import type { HybridPredictions } from './hybrid-predictions.ts';
import { marketRegimeClasses, signalClasses, unknownClass, volatilityRegimeClasses } from './hybrid-rows.ts';
import type { Temperatures } from './network-statistics.ts';
import { fitTemperature, probabilitiesOf } from './temperature.ts';

/** The heads that give probabilities of classes, and how many. */
const widths = {
  signal: signalClasses.length,
  volatilityRegime: volatilityRegimeClasses.length,
  marketRegime: marketRegimeClasses.length,
} as const;
type ClassHead = keyof typeof widths;

/** The labels of some rows, in their order. */
export type ClassHeadLabels = Readonly<Record<ClassHead, Int8Array>>;

const forEachHead = <One>(from: (head: ClassHead) => One): Readonly<Record<ClassHead, One>> => ({
  signal: from('signal'),
  volatilityRegime: from('volatilityRegime'),
  marketRegime: from('marketRegime'),
});

/** Whether two classes or more occur; of one alone any sharpening looks like an improvement. */
const isMixed = (labels: Int8Array): boolean => new Set(labels.filter(label => label !== unknownClass)).size > 1;

/**
 * Temperatures that fit probabilities to the labels of rows that were not trained on; 1 for a head that is silent, and
 * where those rows show one class alone.
 */
export const fitTemperatures = (said: Pick<HybridPredictions, ClassHead>, labels: ClassHeadLabels): Temperatures =>
  forEachHead(head =>
    said[head].every(Number.isFinite) && isMixed(labels[head])
      ? fitTemperature(said[head].map(Math.log), labels[head], widths[head])
      : 1,
  );

/** The same predictions with every class head at its temperature. */
export function calibrate<Said extends HybridPredictions>(said: Said, temperatures: Temperatures): Said {
  const cooled = forEachHead(head => probabilitiesOf(said[head].map(Math.log), widths[head], temperatures[head]));
  return { ...said, ...cooled };
}
