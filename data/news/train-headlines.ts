/**
 * Trains the linear headline model and prints what it is worth:
 *
 *   QUAESTOR_DATA=../shared/data node --import tsx data/news/train-headlines.ts
 *
 * Reads headlines-entity-sentiment.csv (SEntFiN, MIT), cross-validates on the headlines about one name alone, then
 * learns from all of them and writes headline-weights.bin beside this file. The same data gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossValidate } from './cross-validate.ts';
import { fitHeadlineModel } from './fit-headline-model.ts';
import { HeadlineModel } from './headline-model.ts';
import type { HeadlineScore } from './headline-scorer.ts';
import { type LabelledHeadline, parseLabelledHeadlines, singleLabels } from './labelled-headlines.ts';
import { type LabelMeasures, measureLabels } from './measure-labels.ts';
import { scoreEntity, scoreHeadline } from './score-headline.ts';

const file = 'headlines-entity-sentiment.csv';

const print = (name: string, { count, accuracy, macroF1 }: LabelMeasures): void =>
  console.info(`${name.padEnd(28)} ${String(count).padStart(6)}  ${accuracy.toFixed(3)} (${macroF1.toFixed(3)})`);

/** Names of headlines that say different things of different names; the model never learned from these headlines. */
function printEntities(headlines: readonly LabelledHeadline[], model: HeadlineModel): void {
  const mixed = headlines.filter(({ entities }) => new Set(entities.map(one => one.label)).size > 1);
  const named = mixed.flatMap(({ headline, entities }) =>
    entities.filter(({ name }) => headline.includes(name)).map(one => ({ headline, ...one })),
  );
  const of = (label: (one: (typeof named)[number]) => HeadlineScore) =>
    measureLabels(named.map(one => [one.label, label(one).label] as const));
  print(
    'mixed: whole headline',
    of(one => scoreHeadline(one.headline, 'en', { model })),
  );
  print(
    'mixed: clause of the name',
    of(one => scoreEntity(one.headline, one.name, 'en', { model })),
  );
}

const headlines = parseLabelledHeadlines(
  readFileSync(join(process.env.QUAESTOR_DATA ?? '../shared/data', file), 'utf8'),
  file,
);
const lessons = singleLabels(headlines);
console.info('method                        count  accuracy (macro-F1)');
for (const [method, measures] of Object.entries(crossValidate(lessons))) print(`5-fold: ${method}`, measures);

const bytes = fitHeadlineModel(lessons).bytes();
const model = HeadlineModel.from(bytes);
printEntities(headlines, model);
writeFileSync(new URL('./headline-weights.bin', import.meta.url), bytes);
console.info(`${model.size} features in ${bytes.length} bytes`);
