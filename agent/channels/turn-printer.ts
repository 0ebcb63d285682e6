import type { Writable } from 'node:stream';
import type { Language } from '../../config/settings.ts';
import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import { addsTo } from './adds-to.ts';
import { type Paint, plain } from './card-paint.ts';
import { cardText, questionsOf, wrap } from './card-text.ts';
import { answersOf, typedActions } from './typed-actions.ts';

export type Printer = {
  print(event: AgentEvent): void;
  /** What the numbers below the answer stand for, in their order: questions, or the answers to one. */
  choices(): readonly string[];
};

export type PrinterOptions = {
  paint?: Paint;
  /** Whether it is told how answers are rated. */
  rates?: boolean;
};

const width = 92;

/** A card with what is typed in place of its buttons. @param firstChoice number of its first question, where it has one */
export function typedCard(
  card: Card,
  language: Language,
  { withLead, firstChoice, paint = plain, rates = false }: PrinterOptions & { withLead: boolean; firstChoice?: number },
): string {
  const number = firstChoice === undefined ? {} : { firstChoice };
  const hints = typedActions(card, language, rates).map(line => `\n  ${line}`);
  return `${cardText(card, { withLead, width, paint, ...number })}${hints.join('')}\n`;
}

/**
 * Prints the events of a turn as text: the answer, then the cards that it rests on; a lead that was said is not repeated.
 * @param numbered whether the questions below a card can be asked by their number
 */
export function turnPrinter(
  write: (text: string) => void,
  language: Language,
  numbered: boolean,
  options: PrinterOptions = {},
): Printer {
  const cards: Card[] = [];
  const choices: string[] = [];
  return {
    choices: () => choices,
    print(event) {
      if ('card' in event && event.card) cards.push(event.card);
      if (event.type !== 'answer-end') return;
      const lines = event.text.split('\n').map(line => wrap(line, width));
      write(`${lines.join('\n')}\n`);
      for (const card of cards.filter(one => addsTo(one, event.text))) {
        const withLead = card.tone === 'bad' && !event.text.includes(card.lead ?? '');
        const number = numbered ? { firstChoice: choices.length + 1 } : {};
        write(`\n${typedCard(card, language, { withLead, ...number, ...options })}`);
        choices.push(...questionsOf(card), ...answersOf(card).map(({ typed }) => typed));
      }
    },
  };
}

/** Writes to a stream that may be closed by its reader (`| head`) without failing. */
export function quietly(stream: Writable): (text: string) => void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return text => {
    if (!stream.destroyed) stream.write(text);
  };
}
