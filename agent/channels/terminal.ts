import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { noticesOf } from './notices.ts';
import { quietly, turnPrinter } from './turn-printer.ts';

const channel = 'terminal';

export type TerminalOptions = { input: Readable; output: Writable; user: string };

/** The question that a bare number stands for. */
const chosenOf = (line: string, choices: readonly string[]): string | undefined =>
  /^\s*\d{1,2}\.?\s*$/.test(line) ? choices[Number.parseInt(line, 10) - 1] : undefined;

/** True while the last answer asked for something, such as a size: then a bare number is the answer to it. */
const asksBack = (agent: Agent, user: string): boolean =>
  agent.parts.conversations.load({ channel, id: user }).at(-1)?.pending !== undefined;

/** A conversation on a terminal, until the input ends or the person says /quit. */
export async function runTerminal(agent: Agent, { input, output, user }: TerminalOptions): Promise<void> {
  const write = quietly(output);
  const language = () => agent.person(channel, user).language;
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
  let choices: readonly string[] = [];
  const ask = async (line: string): Promise<void> => {
    const chosen = asksBack(agent, user) ? undefined : chosenOf(line, choices);
    if (chosen !== undefined) write(`${chosen}\n`);
    const printer = turnPrinter(write, language(), true);
    await agent.hear({ channel, personId: user, text: chosen ?? line }, event => printer.print(event));
    choices = printer.choices();
    write('\n');
  };
  lines.prompt();
  for await (const line of lines) {
    if (/^\/(quit|exit|quitter)$/.test(line.trim())) break;
    if (line.trim() !== '') await ask(line);
    lines.prompt();
  }
  lines.close();
}
