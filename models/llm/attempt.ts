import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { LLMResult } from '@langchain/core/outputs';
import { RunnableBinding } from '@langchain/core/runnables';
import type { GenerationInfo } from './check-answer.ts';
import type { Link } from './link.ts';
import { DeadlinePassed } from './provider-failure.ts';

/** Keeps how a call ended: a streamed answer of ChatOpenAI carries its finish reason nowhere else. */
class EndWatcher extends BaseCallbackHandler {
  readonly name = 'end-watcher';
  override readonly awaitHandlers = true;
  info: GenerationInfo = {};

  override handleLLMEnd(output: LLMResult): void {
    this.info = output.generations[0]?.[0]?.generationInfo ?? {};
  }
}

/** The link's model for one attempt, with the attempt's own signal and callbacks bound to it. */
export type BoundModel = RunnableBinding<
  Parameters<Link['model']['invoke']>[0],
  Awaited<ReturnType<Link['model']['invoke']>>
>;

/**
 * Runs one attempt of a link and cuts it off at its deadline: the connection is closed, so that no late token of an
 * abandoned provider reaches the reader. The signal is bound to the model because `modelSettings.signal` does not
 * reach ChatOpenAI: the agent passes a signal of its own in the same place.
 * @throws DeadlinePassed, or whatever the call throws.
 */
export async function attempt<Answer>(
  link: Link,
  call: (model: BoundModel) => PromiseLike<Answer> | Answer,
): Promise<{ answer: Answer; info: GenerationInfo }> {
  const controller = new AbortController();
  const watcher = new EndWatcher();
  const config = { signal: controller.signal, callbacks: [watcher] };
  const model: BoundModel = new RunnableBinding({ bound: link.model, kwargs: {}, config });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`no answer within ${link.deadlineMs} ms`)), link.deadlineMs);
  });
  try {
    const answer = await Promise.race([Promise.resolve(call(model)), deadline]);
    return { answer, info: watcher.info };
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
