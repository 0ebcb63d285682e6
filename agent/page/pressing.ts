import type { AgentEvent } from '../events.ts';
import type { Press } from '../press.ts';
import type { Reader } from './reader.ts';
import { Refused, server } from './server.ts';
import { words } from './words.ts';

/** What came of a button: what was said, or why it failed. */
export type Outcome = { said: string; error: string | undefined };

/** Presses a button of a card and hands on what happens; a lost connection is an error that says so. */
export async function pressing(press: Press, reader: Reader, hear: (event: AgentEvent) => void): Promise<Outcome> {
  const { language, t } = reader;
  let [said, error]: [string, string | undefined] = ['', undefined];
  try {
    for await (const event of server.press(press, language)) {
      hear(event);
      if (event.type === 'error') error = event.text;
      if (event.type === 'answer-end') said = event.text;
    }
    return { said, error: said === '' ? t(words.lostDecision) : error };
  } catch (thrown) {
    return { said, error: thrown instanceof Refused ? thrown.message : t(words.lostDecision) };
  }
}
