import { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';

/**
 * Does a long piece of work; when it is stopped, says what of it is kept and how to go on.
 * @throws QuaestorError `tool.stopped` once the signal is aborted, else what the work throws
 */
export async function orSayStopped<One>(signal: AbortSignal, kept: Text, work: () => Promise<One>): Promise<One> {
  try {
    return await work();
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new QuaestorError('tool.stopped', { en: `Stopped. ${kept.en}`, fr: `Arrêté. ${kept.fr}` }, {}, error);
  }
}
