import type { Agent } from '../../agent/agent.ts';
import type { Language } from '../../config/settings.ts';
import { callTool, type Tool, type ToolResult } from '../../tools/tool.ts';
import type { ToolContext } from '../../tools/tool-context.ts';
import { testAgent } from './test-agent.ts';

/** The context that a person's call gets, in their language. */
export const contextOf = (agent: Agent, language: Language = 'en'): ToolContext => ({
  ...agent.parts.contextFor(agent.person('test', 'owner', language), new AbortController().signal, () => 'Q-1'),
  decisionId: 'D-1',
});

/** Calls a tool on an agent of its own with the bundled history, or on the agent given. */
export async function called(tool: Tool, raw: unknown, language: Language = 'en', agent?: Agent): Promise<ToolResult> {
  return callTool(tool, raw, contextOf(agent ?? (await testAgent()).agent, language));
}

/** The output of a call that went well, as the tool's own shape. @throws Error with the tool's text when it did not */
export function outputOf<T>(result: ToolResult): T {
  if (!result.ok) throw new Error(result.text);
  return result.output as T;
}
