import type { Compute, ComputeOptions } from './compute.ts';
import { type TaskName, type Tasks, tasks } from './tasks.ts';

/** Runs work where it is asked for, one input after the other: for tests, and for work too short for a thread. */
export class InlineCompute implements Compute {
  async run<Name extends TaskName>(
    task: Name,
    inputs: readonly Tasks[Name]['input'][],
    { signal, onDone }: ComputeOptions<Tasks[Name]['output']> = {},
  ): Promise<Tasks[Name]['output'][]> {
    const outputs: Tasks[Name]['output'][] = [];
    for (const [index, input] of inputs.entries()) {
      signal?.throwIfAborted();
      const output = await tasks[task](input);
      onDone?.(index, output);
      outputs.push(output);
    }
    return outputs;
  }

  async close(): Promise<void> {}
}
