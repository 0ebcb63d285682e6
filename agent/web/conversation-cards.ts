import type { Card } from '../../tools/card.ts';
import type { Kept } from '../conversation.ts';
import type { AgentEvent } from '../events.ts';
import { readSaid } from '../read-said.ts';

/** A card of an earlier answer. One with an id is a proposal's, in the state that it has now. */
export type PastCard = { card: Card; proposalId?: string };
/** What was said on an earlier visit, with the cards below it; `stopped` where the person had stopped the answer. */
export type Past = { role: 'human' | 'ai'; text: string; cards?: PastCard[]; stopped?: true };

/** Makes the card of a proposal anew; undefined where there is no such proposal any more. */
export type Fresh = (proposalId: string) => Card | undefined;

/** A card as JSON, a quarter of what it takes up as an object; of a proposal the id alone. */
type Part = { json: string } | { proposalId: string };

type Shown = {
  asked: string;
  said: string | undefined;
  parts: Part[];
  stopped: boolean;
};
type Group = { asked: string; messages: Past[] };

const remembered = 30;
/** Commands whose cards hold a secret, which is shown once. */
const secretAnswers: readonly string[] = ['/key', '/link'];
/** What no conversation keeps: the answers to commands, and what a person stopped before it was an answer. */
const isLoose = ({ asked, said, stopped }: Shown): boolean => said !== undefined && (stopped || asked.startsWith('/'));

/** The turns of a conversation: what a person asked, and what was said to it. */
function groupsOf(kept: readonly Kept[]): Group[] {
  const groups: Group[] = [];
  for (const { role, text } of kept) {
    if (role === 'human') groups.push({ asked: text, messages: [{ role, text }] });
    else if (role === 'ai' && text !== '') groups.at(-1)?.messages.push({ role, text });
  }
  return groups;
}

const lengthOf = (part: Part): number => ('json' in part ? part.json.length : 0);

/**
 * The cards of the last turns as they were shown, in memory only: figures belong to their moment. Of a proposal the id
 * alone is kept: its card is made anew, so that no button outlives what it decides.
 */
export class ConversationCards {
  #turns: Shown[] = [];
  #characters = 0;

  /** Characters of the cards that are kept. */
  get characters(): number {
    return this.#characters;
  }

  /** Begins a turn; `end` is called when it is over. */
  begin(text: string): { note(event: AgentEvent): void; end(stopped: boolean): void } {
    const turn: Shown = { asked: readSaid(text).text, said: undefined, parts: [], stopped: false };
    this.#keep([...this.#turns, turn].slice(-remembered));
    return {
      note: event => this.#note(turn, event),
      end: stopped => {
        turn.stopped = stopped;
      },
    };
  }

  /** What was said and shown, matched from the newest turn backwards. What is kept nowhere else stands between. */
  past(kept: readonly Kept[], fresh: Fresh): Past[] {
    const past: Past[] = [];
    let end = this.#turns.length;
    const looseSince = (from: number) =>
      this.#turns
        .slice(from, end)
        .filter(isLoose)
        .flatMap(turn => [
          { role: 'human' as const, text: turn.asked },
          answerOf(turn.stopped ? '' : (turn.said ?? ''), turn, fresh),
        ]);
    for (const group of groupsOf(kept).reverse()) {
      const last = group.messages.at(-1);
      const at = this.#turns.findLastIndex(
        (turn, i) => i < end && turn.asked === group.asked && turn.said === last?.text,
      );
      const turn = this.#turns[at];
      if (turn && last) {
        past.unshift(...group.messages.slice(0, -1), answerOf(last.text, turn, fresh), ...looseSince(at + 1));
        end = at;
      } else past.unshift(...group.messages);
    }
    return [...looseSince(0), ...past];
  }

  #keep(turns: Shown[]): void {
    this.#turns = turns;
    this.#characters = turns.flatMap(({ parts }) => parts).reduce((sum, part) => sum + lengthOf(part), 0);
  }

  #add(turn: Shown, json: string): void {
    turn.parts.push({ json });
    this.#characters += json.length;
  }

  #note(turn: Shown, event: AgentEvent): void {
    if (event.type === 'tool-result' && event.id === '/new') this.#keep([]);
    else if (event.type === 'tool-result' && secretAnswers.includes(event.id)) return;
    else if (event.type === 'tool-result' && event.card) this.#add(turn, JSON.stringify(event.card));
    else if (event.type === 'proposal-made') turn.parts.push({ proposalId: event.proposalId });
    else if (event.type === 'proposal-changed') this.#changed(turn, event.proposalId);
    else if (event.type === 'answer-end') turn.said = event.text;
  }

  /** A proposal that stands in the conversation already shows its new state there. */
  #changed(turn: Shown, proposalId: string): void {
    const known = this.#turns.some(({ parts }) =>
      parts.some(part => 'proposalId' in part && part.proposalId === proposalId),
    );
    if (!known) turn.parts.push({ proposalId });
  }
}

/** The answer of a turn, with its cards. */
function answerOf(text: string, turn: Shown, fresh: Fresh): Past {
  const cards = turn.parts.flatMap((part): PastCard[] => {
    if ('json' in part) return [{ card: JSON.parse(part.json) as Card }];
    const card = fresh(part.proposalId);
    return card ? [{ card, proposalId: part.proposalId }] : [];
  });
  const stopped = turn.stopped ? { stopped: true as const } : {};
  return { role: 'ai', text, ...(cards.length > 0 ? { cards } : {}), ...stopped };
}
