import { QuaestorError } from '../../config/errors.ts';
import type { HeadlineLabel } from './headline-label.ts';

export type LabelledHeadline = {
  readonly headline: string;
  readonly entities: readonly { readonly name: string; readonly label: HeadlineLabel }[];
};

/** Names may hold apostrophes that nothing escapes, so that a label has to follow for a name to end. */
const pair = /(['"])(.+?)\1:\s*'(positive|negative|neutral)'/g;

const cell = '("(?:[^"]|"")*"|[^",]*)';
const row = new RegExp(`^${cell},${cell}$`);
const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);

/**
 * Parses `headline,entities`, where entities is the printed form of a Python dictionary from name to label. A few names
 * were damaged at the source, so that the headline does not hold them.
 * @throws QuaestorError `data.bad-file` that names the line
 */
export function parseLabelledHeadlines(text: string, file: string): LabelledHeadline[] {
  const [, ...lines] = text.split(/\r?\n/);
  return lines.flatMap((line, i) => {
    if (line === '') return [];
    const [, headline, entities = ''] = row.exec(line) ?? [];
    const pairs = [...unquoted(entities).matchAll(pair)];
    if (headline === undefined || pairs.length === 0) {
      throw new QuaestorError(
        'data.bad-file',
        `"${file}", line ${i + 2}: "${line.slice(0, 80)}" is not a headline with labelled names.`,
        { file, line: i + 2 },
      );
    }
    return {
      headline: unquoted(headline),
      entities: pairs.map(([, , name = '', label]) => ({ name, label: label as HeadlineLabel })),
    };
  });
}

/** Headlines about one name alone, with its label. */
export const singleLabels = (
  headlines: readonly LabelledHeadline[],
): readonly { readonly headline: string; readonly label: HeadlineLabel }[] =>
  headlines.flatMap(({ headline, entities }) => {
    const [only, second] = entities;
    return only && !second ? [{ headline, label: only.label }] : [];
  });
