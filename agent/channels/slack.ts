import { QuaestorError } from '../../config/errors.ts';
import { retryAfterMs } from '../../data/market/fetch-json.ts';
import type { Card, CardTable } from '../../tools/card.ts';
import type { Channel, Outgoing } from '../delivery/channel.ts';
import { tableText } from './card-text.ts';

const timeoutMs = 15_000;
/** Slack takes at most 3,000 characters in a section and 150 in a header. */
const longestSection = 2900;
const longestHeader = 150;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The beginning of a text that takes at most `most` characters once each of its characters is written as `write` says. */
function fitted(text: string, most: number, write: (sign: string) => string): string {
  const whole = [...text].map(write);
  if (whole.join('').length <= most) return whole.join('');
  let kept = '';
  for (const written of whole) {
    if (kept.length + written.length > most - 1) break;
    kept += written;
  }
  return `${kept}…`;
}

/** Slack reads three signs only; with them escaped no text can mention or link. */
const escaped = (text: string, most = longestSection): string => fitted(text, most, sign => entities[sign] ?? sign);
const plain = (text: string, most: number): string => fitted(text, most, sign => sign);

const section = (written: string) => ({ type: 'section', text: { type: 'mrkdwn', text: written, verbatim: true } });

/** A table in a fixed width; a cell cannot end the block. */
const fixed = (table: CardTable): string => `\`\`\`${escaped(tableText(table).join('\n').replaceAll('`', "'"))}\`\`\``;

function cardBlocks({ title, lead, lines, table, footnote }: Card): object[] {
  const body = [lead, ...lines].filter(line => line !== undefined && line !== '').join('\n');
  return [
    { type: 'header', text: { type: 'plain_text', text: plain(title, longestHeader) } },
    ...(body === '' ? [] : [section(escaped(body))]),
    ...(table ? [section(fixed(table))] : []),
    ...(footnote
      ? [{ type: 'context', elements: [{ type: 'plain_text', text: plain(footnote, longestSection) }] }]
      : []),
  ];
}

/** A message as Slack's blocks, with a plain text for its notification. */
export const slackBody = ({ text, card }: Outgoing): { text: string; blocks: object[] } => ({
  text: escaped(card ? `${card.title} ${card.lead ?? ''}`.trim() : (text ?? '')),
  blocks: [...(text === undefined ? [] : [section(escaped(text))]), ...(card ? cardBlocks(card) : [])],
});

/** Slack by an incoming webhook: one room, which the address of the webhook decides. */
export class SlackChannel implements Channel {
  readonly name = 'slack';
  readonly #webhookUrl: string;

  constructor(webhookUrl: string) {
    this.#webhookUrl = webhookUrl;
  }

  async send(_chat: string, message: Outgoing): Promise<undefined> {
    const response = await fetch(this.#webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(slackBody(message)),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((thrown: unknown) => {
      throw new QuaestorError('provider.unavailable', 'Slack cannot be reached.', {}, thrown);
    });
    if (response.ok) return undefined;
    const said = (await response.text().catch(() => '')).slice(0, 100);
    if (response.status === 429) {
      const wait = retryAfterMs(response.headers);
      throw new QuaestorError('provider.rate-limited', 'Slack asks to wait.', { retryAfterMs: wait });
    }
    throw response.status >= 500
      ? new QuaestorError('provider.unavailable', `Slack is not available: ${response.status} ${said}`)
      : new QuaestorError('provider.refused', `Slack refused the message: ${response.status} ${said}`);
  }

  async close(): Promise<void> {}
}
