import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';

/**
 * What a model saved, checked. @param what the model in words, where that is not its name
 * @throws QuaestorError `model.bad-data` for another shape, or for what a model of another name saved
 */
export function readSaved<T extends { model: string }>(
  schema: z.ZodType<T>,
  value: unknown,
  name: string,
  what = name,
): T {
  const state = schema.safeParse(value);
  if (!state.success) {
    throw new QuaestorError('model.bad-data', `Not a saved ${what}: ${z.prettifyError(state.error)}`);
  }
  if (state.data.model !== name) {
    throw new QuaestorError('model.bad-data', `Saved by "${state.data.model}", which "${name}" cannot load.`);
  }
  return state.data;
}
