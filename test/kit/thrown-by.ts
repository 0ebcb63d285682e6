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

/** The QuaestorError with which `work` ends; anything else, or none, fails the test. */
export async function rejectionOf(work: Promise<unknown>): Promise<QuaestorError> {
  const outcome = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof QuaestorError) return outcome;
  throw outcome;
}
