import { parseArgs } from 'node:util';
import { attempt } from '../../config/attempt.ts';
import { openAgent } from '../open-agent.ts';
import { runTerminal } from './terminal.ts';

/** The terminal as a channel: `npm run chat [-- --user NAME]`. */
export async function chat(argv: readonly string[]): Promise<number> {
  const options = { user: { type: 'string', default: 'owner' } } as const;
  const parsed = attempt(() => parseArgs({ args: [...argv], options }));
  if (!parsed) {
    process.stderr.write('Usage: npm run chat [-- --user NAME]. The language is chosen inside: /language fr\n');
    return 2;
  }
  const { values } = parsed;
  const agent = await openAgent();
  await runTerminal(agent, { input: process.stdin, output: process.stdout, user: values.user });
  await agent.parts.close();
  return 0;
}
