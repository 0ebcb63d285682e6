import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedWeb, openWeb } from '../../agent/web/web.ts';
import { LiveChanges, type PageEvent } from '../../agent/web/web-live.ts';
import type { Language } from '../../config/settings.ts';
import { Card } from '../../tools/card.ts';
import { say, testAgent, testSettings } from '../kit/test-agent.ts';

const opened: OpenedWeb[] = [];
afterEach(async () => {
  for (const web of opened.splice(0)) await web.close();
});

const buy = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] };
const steps = [buy, { text: 'You decide.' }];

async function follow(language: Language = 'en') {
  const { agent, wall } = await testAgent({ steps });
  const live = new LiveChanges(agent);
  const heard: PageEvent[] = [];
  const owner = { channel: 'web', id: 'owner' };
  const leave = live.follow({ owner, language: () => language, send: event => heard.push(event) });
  const look = () => agent.parts.delivery.tell({ type: 'changed' });
  return { agent, wall, heard, look, leave };
}

describe('what an open page hears', () => {
  it('a proposal that somebody made elsewhere, in the language of its reader, and how it ended', async () => {
    const { agent, heard, look, leave } = await follow('fr');
    await say(agent, 'Buy five', 'owner', 'cli');
    look();
    expect(heard).toMatchObject([
      { type: 'proposal-made', proposalId: 'P-1', version: 1, card: { title: expect.stringContaining('acheter') } },
      { type: 'state' },
    ]);
    look();
    expect(heard, 'nothing changed, nothing is said').toHaveLength(2);
    await say(agent, '/reject P-1', 'owner', 'cli');
    look();
    expect(heard[2]).toMatchObject({ type: 'proposal-changed', proposalId: 'P-1', state: 'rejected' });
    leave();
  });

  it('that a proposal has expired, though nobody did anything', async () => {
    const { agent, wall, heard, leave } = await follow();
    await say(agent, 'Buy five', 'owner', 'cli');
    wall.advance(31 * 60_000);
    await expect.poll(() => heard.map(event => event.type), { timeout: 5000 }).toContain('state');
    expect(agent.parts.desk.find('P-1')?.state).toBe('expired');
    leave();
  });

  it('alerts to this person alone', async () => {
    const { agent, heard, leave } = await follow();
    const card = Card.parse({ title: 'Stop reached' });
    for (const id of ['somebody', 'owner'])
      agent.parts.delivery.tell({ type: 'alert', owner: { channel: 'web', id }, card });
    expect(heard).toEqual([{ type: 'alert', card }]);
    leave();
    agent.parts.delivery.tell({ type: 'alert', owner: { channel: 'web', id: 'owner' }, card });
    expect(heard, 'nothing after it has left').toHaveLength(1);
  });

  it('comes as server-sent events that say how soon to come again', async () => {
    const { agent } = await testAgent({ settings: testSettings({ web: { port: 0 } }), steps });
    const web = await openWeb(agent);
    opened.push(web);
    const abort = new AbortController();
    const response = await fetch(`${web.url}/api/events?language=en`, { signal: abort.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const readUntil = async (wanted: string): Promise<void> => {
      while (!seen.includes(wanted)) seen += (await reader?.read())?.value ?? '';
    };
    await readUntil('retry: 2000');
    await say(agent, 'Buy five', 'owner', 'cli');
    await readUntil('event: proposal-made');
    await readUntil('event: state');
    abort.abort();
    expect(seen).toContain('"proposalId":"P-1"');
  });
});
