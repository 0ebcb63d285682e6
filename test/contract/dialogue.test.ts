import { describe, expect, it } from 'vitest';
import { type Held, holdDialogue } from './dialogue.ts';
import { talks } from './dialogue-talks.ts';

const held = new Map<string, Promise<Held>>();

/** The dialogue on a channel, held once. */
function on(name: string): Promise<Held> {
  const open = talks[name];
  if (!open) throw new Error(`There is no channel ${name}.`);
  const known = held.get(name) ?? holdDialogue(open);
  held.set(name, known);
  return known;
}

describe('the dialogue: question, proposal, edit, approval, fill, alert, feedback', () => {
  it.each(Object.keys(talks))('shows the same figures on %s', async name => {
    const { rows, ratings } = await on(name);
    expect(ratings).toEqual(['good']);
    const [fill, ...more] = rows.filter(({ kind }) => kind === 'fill').map(({ body }) => body);
    expect(more).toEqual([]);
    // The bundled close of 2020-04-17 and the costs of the default settings.
    expect(fill).toMatchObject({ symbol: 'SPX', side: 'buy', quantity: 3, reason: 'order' });
    const orders = rows.filter(({ kind }) => kind === 'order').map(({ body }) => body);
    expect(orders).toMatchObject([{ quantity: 3, stop: 2750.5, target: 3150, clientOrderId: 'paper-P-1-v2' }]);
    expect(rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['draft', 'verdict', 'proposal', 'approval', 'order', 'fill']),
    );
  });

  it('leaves the same ledger and the same label on all four, but for who and when', async () => {
    const [web, ...others] = await Promise.all(Object.keys(talks).map(on));
    expect(others).toHaveLength(3);
    for (const one of others) expect(one).toEqual(web);
  });
});
