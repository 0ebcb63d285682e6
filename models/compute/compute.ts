import type { QuaestorError } from '../../config/errors.ts';
import type { TaskName, Tasks } from './tasks.ts';

export type ComputeOptions<Output> = {
  signal?: AbortSignal | undefined;
  /** Told of each output as it comes; not in the order of the inputs. */
  onDone?: (index: number, output: Output) => void;
};

/**
 * The port to where long work runs. An implementation may run inputs anywhere and in any order: the outputs come in the
 * order of the inputs, and each depends on its own input only, so that the number of workers changes nothing but the time.
 */
export interface Compute {
  /** @throws QuaestorError of the first input that fails, and the signal's reason when it is aborted; nothing runs on then */
  run<Name extends TaskName>(
    task: Name,
    inputs: readonly Tasks[Name]['input'][],
    options?: ComputeOptions<Tasks[Name]['output']>,
  ): Promise<Tasks[Name]['output'][]>;
  close(): Promise<void>;
}

/** An error on its way out of a thread, which keeps only plain values. */
export type Failed = { readonly failed: Pick<QuaestorError, 'code' | 'message' | 'text' | 'details'> };
