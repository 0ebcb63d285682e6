/**
 * Removes what would make LangChain ship prompts to a tracing service (`LANGSMITH_TRACING`) or send model calls,
 * keys included, through its gateway (`LANGSMITH_GATEWAY`). Changes `env` and returns the names it removed.
 */
export function withoutTracing(env: NodeJS.ProcessEnv = process.env): string[] {
  const names = Object.keys(env).filter(name => /^(LANGSMITH_|LANGCHAIN_TRACING)/.test(name));
  for (const name of names) delete env[name];
  return names;
}
