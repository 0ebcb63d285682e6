import type { Writable } from 'node:stream';
import type { Language } from '../../config/settings.ts';
import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import { addsTo } from './adds-to.ts';
import { cardText, questionsOf, wrap } from './card-text.ts';

export type Printer = {
  print(event: AgentEvent): void;
  /** The questions that stood below the answer with a number before each. */
  choices(): readonly string[];
};

const hints: Record<Language, (id: string) => string> = {
  en: id => `→ /approve ${id}   or   /reject ${id}`,
  fr: id => `→ /approuver ${id}   ou   /rejeter ${id}`,
};

const width = 92;

/**
 * Prints the events of a turn as text: the answer, then the cards that it rests on; a lead that was said is not repeated.
 * @param numbered whether the questions below a card can be asked by their number
 */
export function turnPrinter(write: (text: string) => void, language: Language, numbered: boolean): Printer {
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
        write(`\n${cardText(card, { withLead, width, approve: hints[language], ...number })}\n`);
        choices.push(...questionsOf(card));
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
