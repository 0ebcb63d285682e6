import { parseArgs } from 'node:util';
import { openAgent } from '../open-agent.ts';
import { runTerminal } from './terminal.ts';

/** The terminal as a channel: `npm run chat [-- --user NAME]`. */
export async function chat(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...argv], options: { user: { type: 'string', default: 'owner' } } });
  const agent = await openAgent();
  await runTerminal(agent, { input: process.stdin, output: process.stdout, user: values.user });
  await agent.parts.close();
  return 0;
}
