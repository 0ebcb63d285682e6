import { QuaestorError } from '../../config/errors.ts';
import type { Configuration } from '../../data/study-store.ts';

/** A number to be found between two bounds that belong to it; `log` searches its logarithm. */
export type NumberParameter = {
  readonly kind: 'float' | 'int';
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
};

export type CategoricalParameter = {
  readonly kind: 'categorical';
  readonly choices: readonly (number | string | boolean)[];
};

/** What is searched: parameters by name. */
export type Space = Readonly<Record<string, NumberParameter | CategoricalParameter>>;

const refuse = (name: string, fault: string): QuaestorError =>
  new QuaestorError('model.bad-data', `Parameter "${name}" ${fault}.`, { parameter: name });

function checkNumber(name: string, { kind, low, high, log }: NumberParameter): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high)) {
    throw refuse(name, `has the bounds ${low} and ${high}: give two finite numbers, the lower one first`);
  }
  if (kind === 'int' && !(Number.isSafeInteger(low) && Number.isSafeInteger(high))) {
    throw refuse(name, `is whole and has the bounds ${low} and ${high}: give whole numbers`);
  }
  if (log && !(low > 0)) throw refuse(name, `is searched by its logarithm from ${low}: begin above 0`);
}

/** @throws QuaestorError `model.bad-data` that names a parameter which cannot be searched */
export function checkSpace(space: Space): void {
  if (Object.keys(space).length === 0) throw new QuaestorError('model.bad-data', 'There is no parameter to search.');
  for (const [name, parameter] of Object.entries(space)) {
    if (parameter.kind !== 'categorical') checkNumber(name, parameter);
    else if (parameter.choices.length === 0) throw refuse(name, 'has no choices');
    else if (new Set(parameter.choices).size < parameter.choices.length) {
      throw refuse(name, `names a choice twice: ${parameter.choices.join(', ')}`);
    }
  }
}

/** Where a number is searched: whole numbers own half a step on each side, logarithms are taken first. */
export function searchBounds({ kind, low, high, log }: NumberParameter): readonly [number, number] {
  const half = kind === 'int' ? 0.5 : 0;
  return log ? [Math.log(low - half), Math.log(high + half)] : [low - half, high + half];
}

/** From a value to where it is searched. */
export const toSearch = ({ log }: NumberParameter, value: number): number => (log ? Math.log(value) : value);

/** From a place in the search to the value that it stands for, within the bounds. */
export function fromSearch({ kind, low, high, log }: NumberParameter, place: number): number {
  const value = log ? Math.exp(place) : place;
  return Math.min(Math.max(kind === 'int' ? Math.round(value) : value, low), high);
}

/** A configuration drawn uniformly from where it is searched. */
export function drawConfiguration(space: Space, random: () => number): Configuration {
  const drawn = Object.entries(space).map(([name, parameter]) => {
    if (parameter.kind === 'categorical') {
      return [name, parameter.choices[Math.floor(random() * parameter.choices.length)] ?? ''];
    }
    const [low, high] = searchBounds(parameter);
    return [name, fromSearch(parameter, low + random() * (high - low))];
  });
  return Object.fromEntries(drawn);
}
