import { setMaxListeners } from 'node:events';
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
    signal?.throwIfAborted();
    const stop = new AbortController();
    // Every waiting input listens to it.
    setMaxListeners(0, stop.signal);
    const abort = () => stop.abort(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.all(
        inputs.map(async (input, index) => {
          const output = await this.#one({ task, input }, stop.signal);
          onDone?.(index, output as Tasks[Name]['output']);
          return output as Tasks[Name]['output'];
        }),
      );
    } catch (thrown) {
      stop.abort();
      signal?.throwIfAborted();
      throw thrown;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async #one(request: { task: TaskName; input: unknown }, signal: AbortSignal): Promise<unknown> {
    this.#pool ??= new Piscina({
      filename: worker,
      name: 'runTask',
      minThreads: this.#threads,
      maxThreads: this.#threads,
      ...(fromSource ? { execArgv: ['--import', 'tsx'] } : {}),
    });
    const output: unknown = await this.#pool.run(request, { signal });
    if (!isFailed(output)) return output;
    const { code, message, text, details } = output.failed;
    throw new QuaestorError(code, text ?? message, details);
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }
}
