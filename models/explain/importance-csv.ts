import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { FeatureImportance } from './feature-importance.ts';

const header = 'feature,importance,rank';

/** The text of `feature_importance.csv`: names of features hold neither commas nor quotes. */
export const importanceCsv = (list: readonly FeatureImportance[]): string =>
  `${[header, ...list.map(({ feature, importance, rank }) => `${feature},${importance},${rank}`)].join('\n')}\n`;

const Row = z
  .tuple([z.string().min(1), z.string().min(1).pipe(z.coerce.number()), z.string().min(1).pipe(z.coerce.number())])
  .transform(([feature, importance, rank]) => ({ feature, importance, rank }))
  .pipe(FeatureImportance);

/** @throws QuaestorError `data.bad-file` that names the first line which is not feature, importance, rank */
export function readImportanceCsv(text: string): FeatureImportance[] {
  const [first = '', ...lines] = text.trimEnd().split(/\r?\n/);
  if (first !== header) throw badLine(1, first, `is not "${header}"`);
  return lines.map((line, i) => {
    const row = Row.safeParse(line.split(','));
    if (!row.success) throw badLine(i + 2, line, 'is not a name, a number and a rank');
    if (row.data.rank !== i + 1) throw badLine(i + 2, line, `is not of rank ${i + 1}`);
    return row.data;
  });
}

const badLine = (number: number, line: string, why: string): QuaestorError =>
  new QuaestorError('data.bad-file', {
    en: `Feature importance, line ${number}: "${line}" ${why}.`,
    fr: `Importance des caractéristiques, ligne ${number} : « ${line} » n'est pas valable. Attendu : ${header}.`,
  });
