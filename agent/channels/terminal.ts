import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { noticesOf } from './notices.ts';
import { quietly, turnPrinter } from './turn-printer.ts';

export type TerminalOptions = { input: Readable; output: Writable; user: string };

/** A conversation on a terminal, until the input ends or the person says /quit. */
export async function runTerminal(agent: Agent, { input, output, user }: TerminalOptions): Promise<void> {
  const write = quietly(output);
  const language = () => agent.person('terminal', user).language;
  const t = translateTo(language());
  const notices = noticesOf(agent.parts.settings, agent.parts.market).map(t).join('\n');
  write(
    `${t({
      en: `Quaestor. The market's clock stands at ${agent.asOf()}. Ask in English or French; /help lists what I can do, /quit ends.`,
      fr: `Quaestor. L'horloge du marché est au ${agent.asOf()}. Demandez en français ou en anglais ; /aide dit ce que je sais faire, /quit termine.`,
    })}\n${notices}\n\n`,
  );
  const lines = createInterface({
    input,
    output: input === process.stdin && process.stdin.isTTY ? output : undefined,
    prompt: '› ',
  });
  lines.prompt();
  for await (const line of lines) {
    if (/^\/(quit|exit|quitter)$/.test(line.trim())) break;
    if (line.trim() !== '') {
      const printer = turnPrinter(write, language());
      await agent.hear({ channel: 'terminal', personId: user, text: line }, event => printer.print(event));
      write('\n');
    }
    lines.prompt();
  }
  lines.close();
}
