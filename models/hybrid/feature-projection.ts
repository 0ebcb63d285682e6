import { QuaestorError } from '../../config/errors.ts';
import { didYouMean } from '../../config/suggest.ts';
import { bounded, deviationsFrom, type Standard } from './standardise.ts';

/**
 * Lets features feed a network that may have been trained on more of them (150 of 350): the given columns are standardised
 * into their places, every other one stands at the training fold's mean, where a standardised value is 0. A single value
 * that is missing stands there too.
 * @param names columns of `values`, in any order
 * @param values row-major [rows x names]
 * @returns row-major [rows x columns of the standard]
 * @throws QuaestorError `data.unknown-feature` for a name that the network does not know, `model.bad-data` for one that
 * is given twice
 */
export function projectFeatures({ columns }: Standard, names: readonly string[], values: Float32Array): Float32Array {
  const known = columns.map(({ name }) => name);
  refuseNames(names, known);
  const rows = Math.floor(values.length / names.length);
  const projected = new Float32Array(rows * columns.length);
  for (const [place, column] of columns.entries()) {
    const from = names.indexOf(column.name);
    if (from < 0) continue;
    for (let row = 0; row < rows; row += 1) {
      const distance = deviationsFrom(column, values[row * names.length + from] ?? Number.NaN);
      projected[row * columns.length + place] = bounded(distance);
    }
  }
  return projected;
}

function refuseNames(names: readonly string[], known: readonly string[]): void {
  for (const [k, name] of names.entries()) {
    if (!known.includes(name)) {
      throw new QuaestorError(
        'data.unknown-feature',
        `The network knows no feature "${name}" among its ${known.length}.${didYouMean(name, known)}`,
        { name },
      );
    }
    if (names.indexOf(name) !== k) {
      throw new QuaestorError('model.bad-data', `Feature "${name}" is given twice: give each once.`, { name });
    }
  }
}
