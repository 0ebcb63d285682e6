import { describe, expect, it } from 'vitest';
import type { Kept } from '../../agent/conversation.ts';
import { ShownCards } from '../../agent/web/shown-cards.ts';
import { Card } from '../../tools/card.ts';

const card = (title: string) => Card.parse({ title });
const kept = (...turns: readonly [string, string][]): Kept[] =>
  turns.flatMap(([asked, said]): Kept[] => [
    { role: 'human', text: asked },
    { role: 'ai', text: said },
  ]);

function say(shown: ShownCards, asked: string, said: string, made: Card, stopped = false, id = 'x'): void {
  const turn = shown.begin(asked);
  turn.note({ type: 'tool-result', id, name: 'x', ok: true, card: made });
  turn.note({ type: 'answer-end', text: said, answeredBy: 'x', asOf: '2020-04-17' });
  turn.end(stopped);
}

const never = () => undefined;

describe('the cards that were shown', () => {
  it('stand below the answer that they belong to, the newest of equal ones; older answers have none', () => {
    const shown = new ShownCards();
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
    const shown = new ShownCards();
    const turn = shown.begin('buy');
    turn.note({ type: 'proposal-made', proposalId: 'P-1', version: 1, card: card('old') });
    turn.note({ type: 'answer-end', text: 'ok', answeredBy: 'x', asOf: '2020-04-17' });
    const [, answer] = shown.past(kept(['buy', 'ok']), id => card(`${id} now`));
    expect(answer?.cards).toEqual([{ card: card('P-1 now'), proposalId: 'P-1' }]);
    expect(shown.past(kept(['buy', 'ok']), never)[1]?.cards).toBeUndefined();
  });

  it('say that an answer was stopped, kept or not', () => {
    const shown = new ShownCards();
    say(shown, 'a', 'A', card('first'), true);
    expect(shown.past(kept(['a', 'A']), never)[1]).toMatchObject({ text: 'A', stopped: true });
    expect(shown.past([], never)).toMatchObject([{ text: 'a' }, { text: '', stopped: true }]);
  });

  it('leave out what is shown once, such as a key', () => {
    const shown = new ShownCards();
    say(shown, '/key new bot read', 'The key is made.', card('qk_secret'), false, '/key');
    expect(JSON.stringify(shown.past([], never))).not.toContain('qk_secret');
  });

  it('are forgotten with the conversation, and after thirty turns', () => {
    const shown = new ShownCards();
    say(shown, '/status', 'On.', card('status'));
    say(shown, '/new', 'Forgotten.', card('new'), false, '/new');
    expect(shown.past([], never)).toEqual([]);
    for (let i = 0; i < 40; i += 1) say(shown, `/status ${i}`, 'On.', card('status'));
    expect(shown.past([], never)).toHaveLength(60);
  });
});
