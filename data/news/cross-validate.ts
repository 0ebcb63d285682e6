import { fitHeadlineModel, type Lesson } from './fit-headline-model.ts';
import { type HeadlineLabel, headlineLabels } from './headline-label.ts';
import { HeadlineModel } from './headline-model.ts';
import { type LabelMeasures, measureLabels } from './measure-labels.ts';
import { scoreHeadline } from './score-headline.ts';

const folds = 5;

type Method = 'majority' | 'rules' | 'linear' | 'cascade';

function commonest(lessons: readonly Lesson[]): HeadlineLabel {
  const count = (label: HeadlineLabel): number => lessons.filter(lesson => lesson.label === label).length;
  return headlineLabels.reduce((best, label) => (count(label) > count(best) ? label : best));
}

/** Every method's label of one headline that the model has not seen. */
function labelsOf(headline: string, model: HeadlineModel, majority: HeadlineLabel): Record<Method, HeadlineLabel> {
  const rules = scoreHeadline(headline, 'en', { linearProbability: 2, model }).label;
  const chances = model.chances(model.vector(headline));
  const linear = headlineLabels[chances.indexOf(Math.max(...chances))] ?? 'neutral';
  return { majority, rules, linear, cascade: scoreHeadline(headline, 'en', { model }).label };
}

/**
 * Five folds, headline i in fold i mod 5: each headline is labelled by a model that learned from the other folds, in the
 * quantised form in which it ships.
 */
export function crossValidate(lessons: readonly Lesson[]): Record<Method, LabelMeasures> {
  const rows = Array.from({ length: folds }, (_, fold) => fold).flatMap(fold => {
    const learned = lessons.filter((_lesson, i) => i % folds !== fold);
    const model = HeadlineModel.from(fitHeadlineModel(learned).bytes());
    const majority = commonest(learned);
    return lessons
      .filter((_lesson, i) => i % folds === fold)
      .map(({ headline, label }) => ({ label, ...labelsOf(headline, model, majority) }));
  });
  const of = (method: Method): LabelMeasures => measureLabels(rows.map(row => [row.label, row[method]] as const));
  return { majority: of('majority'), rules: of('rules'), linear: of('linear'), cascade: of('cascade') };
}
