import type { AgentMiddleware } from 'langchain';

type Chains = { chain: AgentMiddleware; offline?: AgentMiddleware };

/**
 * The chain of language models, left at the first call that finds the budget used up: a turn overshoots it by one call at
 * most. The chain that asks nobody outside then ends the turn with what the tools have said.
 * @param over whether the budget is used up, asked before each call
 */
export function withinBudget({ chain, offline }: Chains, over: () => boolean): AgentMiddleware {
  return {
    ...chain,
    wrapModelCall: (request, handler) => {
      const { wrapModelCall } = offline !== undefined && over() ? offline : chain;
      return wrapModelCall ? wrapModelCall(request, handler) : handler(request);
    },
  };
}
