import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { QuaestorError } from '../../config/errors.ts';
import type { Compute, ComputeOptions, Failed } from './compute.ts';
import type { TaskName, Tasks } from './tasks.ts';

const fromSource = import.meta.url.endsWith('.ts');
const worker = fileURLToPath(new URL(fromSource ? './compute-worker.ts' : './compute-worker.js', import.meta.url));

const isFailed = (output: unknown): output is Failed =>
  typeof output === 'object' && output !== null && 'failed' in output;

/** Runs work on worker threads. They start with the first task and rest between tasks. */
export class ThreadCompute implements Compute {
  readonly #threads: number;
  #pool: Piscina | undefined;

  constructor(threads = availableParallelism()) {
    this.#threads = threads;
  }

  async run<Name extends TaskName>(
    task: Name,
    inputs: readonly Tasks[Name]['input'][],
    { signal, onDone }: ComputeOptions<Tasks[Name]['output']> = {},
  ): Promise<Tasks[Name]['output'][]> {
    const outputs: Tasks[Name]['output'][] = [];
    let [next, stopped] = [0, false];
    // No thread is ever killed at its work: after a failure or an abort the pieces under way end, and no other begins.
    const lane = async (): Promise<void> => {
      try {
        while (next < inputs.length && !stopped) {
          signal?.throwIfAborted();
          const index = next;
          next += 1;
          const output = (await this.#one({ task, input: inputs[index] })) as Tasks[Name]['output'];
          outputs[index] = output;
          onDone?.(index, output);
        }
      } finally {
        stopped ||= next < inputs.length;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: this.#threads }, lane));
    signal?.throwIfAborted();
    const failed = lanes.find(one => one.status === 'rejected');
    if (failed) throw failed.reason;
    return outputs;
  }

  async #one(request: { task: TaskName; input: unknown }): Promise<unknown> {
    this.#pool ??= new Piscina({
      filename: worker,
      name: 'runTask',
      minThreads: this.#threads,
      maxThreads: this.#threads,
      ...(fromSource ? { execArgv: ['--import', 'tsx'] } : {}),
    });
    const output: unknown = await this.#pool.run(request);
    if (!isFailed(output)) return output;
    const { code, message, text, details } = output.failed;
    throw new QuaestorError(code, text ?? message, details);
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }
}
