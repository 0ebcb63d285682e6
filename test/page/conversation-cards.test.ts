import { describe, expect, it } from 'vitest';
import type { Kept } from '../../agent/conversation.ts';
import { ConversationCards } from '../../agent/web/conversation-cards.ts';
import { ConversationShelf } from '../../agent/web/conversation-shelf.ts';
import { Card } from '../../tools/card.ts';

const card = (title: string) => Card.parse({ title });
const kept = (...turns: readonly [string, string][]): Kept[] =>
  turns.flatMap(([asked, said]): Kept[] => [
    { role: 'human', text: asked },
    { role: 'ai', text: said },
  ]);

function say(shown: ConversationCards, asked: string, said: string, made: Card, stopped = false, id = 'x'): void {
  const turn = shown.begin(asked);
  turn.note({ type: 'tool-result', id, name: 'x', ok: true, card: made });
  turn.note({ type: 'answer-end', text: said, answeredBy: 'x', asOf: '2020-04-17' });
  turn.end(stopped);
}

const never = () => undefined;

describe('the cards that were shown', () => {
  it('stand below the answer that they belong to, the newest of equal ones; older answers have none', () => {
    const shown = new ConversationCards();
    say(shown, 'a', 'A', card('first'));
    say(shown, '/status', 'On.', card('status'));
    expect(shown.past(kept(['a', 'A'], ['a', 'A']), never)).toEqual([
      { role: 'human', text: 'a' },
      { role: 'ai', text: 'A' },
      { role: 'human', text: 'a' },
      { role: 'ai', text: 'A', cards: [{ card: card('first') }] },
      { role: 'human', text: '/status' },
      { role: 'ai', text: 'On.', cards: [{ card: card('status') }] },
    ]);
  });

  it('keep of a proposal its id alone', () => {
    const shown = new ConversationCards();
    const turn = shown.begin('buy');
    turn.note({ type: 'proposal-made', proposalId: 'P-1', version: 1, card: card('old') });
    turn.note({ type: 'answer-end', text: 'ok', answeredBy: 'x', asOf: '2020-04-17' });
    const [, answer] = shown.past(kept(['buy', 'ok']), id => card(`${id} now`));
    expect(answer?.cards).toEqual([{ card: card('P-1 now'), proposalId: 'P-1' }]);
    expect(shown.past(kept(['buy', 'ok']), never)[1]?.cards).toBeUndefined();
  });

  it('say that an answer was stopped, kept or not', () => {
    const shown = new ConversationCards();
    say(shown, 'a', 'A', card('first'), true);
    expect(shown.past(kept(['a', 'A']), never)[1]).toMatchObject({ text: 'A', stopped: true });
    expect(shown.past([], never)).toMatchObject([{ text: 'a' }, { text: '', stopped: true }]);
  });

  it('leave out what is shown once, such as a key', () => {
    const shown = new ConversationCards();
    say(shown, '/key new bot read', 'The key is made.', card('qk_secret'), false, '/key');
    expect(JSON.stringify(shown.past([], never))).not.toContain('qk_secret');
  });

  it('are forgotten with the conversation, and after thirty turns', () => {
    const shown = new ConversationCards();
    say(shown, '/status', 'On.', card('status'));
    say(shown, '/new', 'Forgotten.', card('new'), false, '/new');
    expect(shown.past([], never)).toEqual([]);
    for (let i = 0; i < 40; i += 1) say(shown, `/status ${i}`, 'On.', card('status'));
    expect(shown.past([], never)).toHaveLength(60);
  });
});

describe('the shelf of what was shown', () => {
  const of = (id: string) => ({ channel: 'web', id });
  const big = card('x'.repeat(1000));
  const countOf = (shelf: ConversationShelf, id: string) => shelf.of(of(id)).past([], never).length;

  it('forgets the conversation that has been silent the longest once its characters are used up, never the last', () => {
    const shelf = new ConversationShelf({ conversations: 10, characters: 2500 });
    for (const id of ['a', 'b', 'c']) say(shelf.of(of(id)), '/status', 'On.', big);
    expect(
      ['c', 'b', 'a'].map(id => countOf(shelf, id)),
      'two of a thousand fit',
    ).toEqual([2, 2, 0]);
    for (let i = 0; i < 5; i += 1) say(shelf.of(of('c')), '/status', 'On.', big);
    expect(countOf(shelf, 'c'), 'six answers of the one who speaks, however long').toBe(12);
    expect(countOf(shelf, 'b')).toBe(0);
  });

  it('holds no more conversations than it has room for', () => {
    const shelf = new ConversationShelf({ conversations: 2, characters: 1e6 });
    for (const id of ['a', 'b', 'a', 'c']) say(shelf.of(of(id)), '/status', 'On.', big);
    expect([countOf(shelf, 'a'), countOf(shelf, 'c'), countOf(shelf, 'b')]).toEqual([4, 2, 0]);
  });
});
