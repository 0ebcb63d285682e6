import { describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../agent/events.ts';
import { eventsOf } from '../../agent/page/server.ts';

const bodyOf = (chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

const events: AgentEvent[] = [
  { type: 'text-delta', messageId: 'a', text: 'Volatilité : 1,2 % – é\n\nand more' },
  { type: 'answer-end', text: 'Fin', answeredBy: 'test', asOf: '2020-04-17' },
];
const sent = events.map(event => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');

async function read(chunks: readonly Uint8Array[]): Promise<AgentEvent[]> {
  const found: AgentEvent[] = [];
  for await (const event of eventsOf(bodyOf(chunks))) found.push(event);
  return found;
}

describe('the page’s reader of server-sent events', () => {
  it.each([1, 3, 7, 1000])('finds the same events in pieces of %i bytes', async size => {
    const bytes = new TextEncoder().encode(sent);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.slice(i * size, (i + 1) * size),
    );
    expect(await read(pieces)).toEqual(events);
  });

  it('drops an event that was cut off', async () => {
    expect(await read([new TextEncoder().encode(`${sent}event: text-delta\ndata: {"type"`)])).toEqual(events);
  });
});
