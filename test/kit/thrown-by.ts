import { QuaestorError } from '../../config/errors.ts';

/** The QuaestorError that `run` throws; anything else, or nothing, fails the test. */
export function thrownBy(run: () => unknown): QuaestorError {
  try {
    run();
  } catch (error) {
    if (error instanceof QuaestorError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
