import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { translateTo } from '../../config/text.ts';
import type { Card } from '../../tools/card.ts';
import type { Agent } from '../agent.ts';
import { followAlerts } from '../alerts/follow-alerts.ts';
import { paintFor } from './card-paint.ts';
import { noticesOf } from './notices.ts';
import { quietly, turnPrinter, typedCard } from './turn-printer.ts';

const channel = 'terminal';

export type TerminalOptions = {
  input: Readable;
  output: Writable;
  user: string;
  /** How often it looks for alerts; as the settings say where it is not given. */
  lookSeconds?: number;
};

/** What a bare number stands for. */
const chosenOf = (line: string, choices: readonly string[]): string | undefined =>
  /^\s*\d{1,2}\.?\s*$/.test(line) ? choices[Number.parseInt(line, 10) - 1] : undefined;

/** True while the last answer asked for something, such as a size: then a bare number is the answer to it. */
const asksBack = (agent: Agent, user: string): boolean =>
  agent.parts.conversations.load({ channel, id: user }).at(-1)?.pending !== undefined;

const isTerminal = (stream: Readable | Writable): boolean => 'isTTY' in stream && stream.isTTY === true;

/** Makes room above the line that is being typed, and brings the line back below. */
function aboveTheLine(lines: Interface, output: Writable, print: () => void): void {
  if (lines.terminal) {
    moveCursor(output, 0, -lines.getCursorPos().rows);
    cursorTo(output, 0);
    clearScreenDown(output);
  }
  print();
  lines.prompt(true);
}

/** A conversation on a terminal, until the input ends or the person says /quit. Alerts come between its turns. */
export async function runTerminal(agent: Agent, options: TerminalOptions): Promise<void> {
  const { input, output, user, lookSeconds = agent.parts.settings.alerts.lookSeconds } = options;
  const write = quietly(output);
  const paint = paintFor(output);
  const person = () => agent.person(channel, user);
  const t = translateTo(person().language);
  const notices = noticesOf(agent.parts.settings, agent.parts.market).map(t).join('\n');
  write(
    `${t({
      en: `Quaestor. The market's clock stands at ${agent.asOf()}. Ask in English or French; /help lists what I can do, /quit ends.`,
      fr: `Quaestor. L'horloge du marché est au ${agent.asOf()}. Demandez en français ou en anglais ; /aide dit ce que je sais faire, /quit termine.`,
    })}\n${notices}\n\n`,
  );
  const prompt = '› ';
  const lines = createInterface({ input, output: isTerminal(input) ? output : undefined, prompt });
  let choices: readonly string[] = [];
  let busy = false;
  const waiting: Card[] = [];
  const tell = (): void => {
    const cards = waiting.splice(0);
    const shown = cards.map(card =>
      typedCard(card, person().language, { withLead: true, paint, rates: { lastRated: undefined } }),
    );
    if (shown.length > 0) aboveTheLine(lines, output, () => write(`${shown.join('\n')}\n`));
  };
  const deaf = followAlerts(agent.parts.alerting, person, lookSeconds, card => {
    waiting.push(card);
    if (!busy) tell();
  });
  const ask = async (line: string): Promise<void> => {
    const chosen = asksBack(agent, user) ? undefined : chosenOf(line, choices);
    if (chosen !== undefined) write(`${chosen}\n`);
    const printer = turnPrinter(write, person().language, true, { paint, rates: true });
    busy = true;
    await agent.hear({ channel, personId: user, text: chosen ?? line }, event => printer.print(event));
    busy = false;
    choices = printer.choices();
    write('\n');
    tell();
  };
  lines.prompt();
  try {
    for await (const line of lines) {
      if (/^\/(quit|exit|quitter)$/.test(line.trim())) break;
      if (line.trim() !== '') await ask(line);
      lines.prompt();
    }
  } finally {
    deaf();
    lines.close();
  }
}
