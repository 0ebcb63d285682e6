import { z } from 'zod';
import { withoutInvisible } from '../../config/clean-text.ts';
import { QuaestorError } from '../../config/errors.ts';
import { retryAfterMs } from '../../data/market/fetch-json.ts';
import type { Channel, Outgoing } from '../delivery/channel.ts';
import { gsmLength, gsmText } from './gsm7.ts';

export type SmsOptions = { accountSid: string; authToken: string; from: string; baseUrl?: string };

const twilio = 'https://api.twilio.com';
const timeoutMs = 15_000;
/** Two short messages' worth: an alert that is longer belongs elsewhere. */
const longest = 300;

/** The beginning of a text that takes at most so much room. */
function fitted(text: string, room: number): string {
  if (gsmLength(text) <= room) return text;
  let kept = '';
  for (const sign of text) {
    if (gsmLength(kept + sign) > room - 3) break;
    kept += sign;
  }
  return `${kept.trimEnd()}...`;
}

/** A message as one short text: the title, and the sentence that says it. */
export function smsText({ card, text }: Outgoing): string {
  const said = card
    ? [card.title, card.lead ?? card.lines.join(' ')].filter(part => part !== '').join(': ')
    : (text ?? '');
  return fitted(gsmText(withoutInvisible(said)), longest);
}

const Answer = z.object({ sid: z.string(), code: z.number(), message: z.string() }).partial();

/** What Twilio said; nothing where it is not in its own words, such as the page of a proxy. */
const answerOf = async (response: Response): Promise<z.infer<typeof Answer>> =>
  Answer.safeParse(await response.json().catch(() => undefined)).data ?? {};

async function refusalOf(response: Response): Promise<QuaestorError> {
  const { code = response.status, message = response.statusText } = await answerOf(response);
  const said = `${code} ${message}`.trim();
  if (response.status === 429) {
    const wait = retryAfterMs(response.headers);
    return new QuaestorError('provider.rate-limited', `Twilio asks to wait: ${said}`, { retryAfterMs: wait });
  }
  return response.status >= 500
    ? new QuaestorError('provider.unavailable', `Twilio is not available: ${said}`)
    : new QuaestorError('provider.refused', `Twilio refused the message: ${said}`);
}

/** SMS through Twilio. Numbers come from the settings. */
export class SmsChannel implements Channel {
  readonly name = 'sms';
  readonly #options: SmsOptions;

  constructor(options: SmsOptions) {
    this.#options = options;
  }

  async send(number: string, message: Outgoing): Promise<string | undefined> {
    const { accountSid, authToken, from, baseUrl = twilio } = this.#options;
    const response = await fetch(`${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ To: number, From: from, Body: smsText(message) }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((thrown: unknown) => {
      throw new QuaestorError('provider.unavailable', 'Twilio cannot be reached.', {}, thrown);
    });
    if (!response.ok) throw await refusalOf(response);
    // It was accepted, whatever the answer looks like: an error here would send it again.
    return (await answerOf(response)).sid;
  }

  async close(): Promise<void> {}
}
