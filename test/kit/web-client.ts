import type { AgentEvent } from '../../agent/events.ts';

export type Tapped = { verb: 'approve' | 'reject'; proposalId: string; version: number; nonce: string };

/** The data of server-sent events, parsed. */
export function readEvents(body: string): AgentEvent[] {
  return body
    .split('\n')
    .filter(line => line.startsWith('data: '))
    .map(line => JSON.parse(line.slice(6)));
}

/** What a button's answer says: its events, or the reason of a refusal as the page shows it on the card. */
async function readPress(response: Response): Promise<AgentEvent[]> {
  if (response.ok) return readEvents(await response.text());
  const { error: code, message: text } = await response.json();
  return [
    { type: 'error', code, text },
    { type: 'answer-end', text, answeredBy: 'desk', asOf: '' },
  ];
}

/** What the page does, without a browser. */
export function webClient(url: string, headers: Record<string, string> = {}) {
  const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-quaestor': '1', ...headers, ...more },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    post,
    get: (path: string, more: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { headers: { ...headers, ...more }, redirect: 'manual' }),
    chat: async (text: string) => readEvents(await (await post('/api/chat', { text })).text()),
    tap: async (tap: Tapped) => readPress(await post('/api/tap', tap)),
    tapOf: (events: readonly AgentEvent[]): Tapped | undefined => {
      const made = events.find(event => event.type === 'proposal-made');
      const action = made?.type === 'proposal-made' ? made.card.actions.find(one => one.kind === 'approve') : undefined;
      if (!action?.proposalId || action.version === undefined || !action.nonce) return undefined;
      return { verb: 'approve', proposalId: action.proposalId, version: action.version, nonce: action.nonce };
    },
  };
}
