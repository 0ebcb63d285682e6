import type { Writable } from 'node:stream';
import type { Language } from '../../config/settings.ts';
import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import { addsTo } from './adds-to.ts';
import { type Paint, plain } from './card-paint.ts';
import { cardText, questionsOf, wrap } from './card-text.ts';
import { answersOf, type Rates, ratedIdOf, typedActions } from './typed-actions.ts';

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
  {
    withLead,
    firstChoice,
    paint = plain,
    rates,
  }: { withLead: boolean; firstChoice?: number; paint?: Paint; rates?: Rates },
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
  { paint = plain, rates = false }: PrinterOptions = {},
): Printer {
  const cards: Card[] = [];
  const choices: string[] = [];
  const show = (card: Card, answer: string): void => {
    const withLead = card.tone === 'bad' && !answer.includes(card.lead ?? '');
    const number = numbered ? { firstChoice: choices.length + 1 } : {};
    const told = rates ? { rates: { lastRated: cards.flatMap(one => ratedIdOf(one) ?? []).at(-1) } } : {};
    write(`\n${typedCard(card, language, { withLead, paint, ...number, ...told })}`);
    choices.push(...questionsOf(card), ...answersOf(card).map(({ typed }) => typed));
  };
  return {
    choices: () => choices,
    print(event) {
      if ('card' in event && event.card) cards.push(event.card);
      if (event.type !== 'answer-end') return;
      const lines = event.text.split('\n').flatMap(line => wrap(line, width).split('\n').map(paint.line));
      write(`${lines.join('\n')}\n`);
      for (const card of cards) if (addsTo(card, event.text)) show(card, event.text);
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
