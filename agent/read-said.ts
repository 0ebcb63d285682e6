import { cleanText } from '../config/clean-text.ts';
import { fold } from '../config/suggest.ts';
import { commandOf } from './bare-word.ts';

/** A command as it was said. */
export type SaidCommand = {
  /** Its name as it was written, and in the form in which names are compared. */
  readonly written: string;
  readonly name: string;
  /** What follows the name. */
  readonly rest: string;
};

/** What somebody said: the text without unseen characters, a bare word as the command that it is. */
export type Said = { readonly text: string; readonly command?: SaidCommand };

/** Reads a message once, for the channel that decides how long it waits and for the agent that answers it. */
export function readSaid(message: string): Said {
  const clean = cleanText(message);
  const text = commandOf(clean) ?? clean;
  const [, written, rest = ''] = /^\/([^\s.!]*)[.!]*\s*([\s\S]*)$/.exec(text) ?? [];
  return written === undefined ? { text } : { text, command: { written, name: fold(written), rest } };
}

/** Whether it is the command with that name, in either language. */
export const isNamed = ({ name }: SaidCommand, one: { readonly en: string; readonly fr: string }): boolean =>
  [one.en, one.fr].some(own => fold(own) === name);

/** Whether it stops trading: that waits for nothing and counts against no limit. */
export const asksToHalt = ({ command }: Said): boolean => command?.name === 'stop';
