import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the next call meets instead of an answer: a status with Twilio's own code, or a connection that breaks. */
export type TwilioFault = { status: number; code?: number; message?: string; retryAfter?: string } | 'hang-up';

export type Sms = { to: string; from: string; body: string };

const send = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

/** Twilio's own codes. Source: its error dictionary (21211, 21602, 21603, 21604, 21617, 20003, 20404). */
function refusalOf(form: URLSearchParams): { code: number; message: string } | undefined {
  const [to, from, body] = ['To', 'From', 'Body'].map(name => form.get(name) ?? '');
  if (!to) return { code: 21604, message: "A 'To' phone number is required." };
  if (!from) return { code: 21603, message: "A 'From' phone number is required." };
  if (!body) return { code: 21602, message: 'Message body is required.' };
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return { code: 21211, message: "The 'To' number is not a valid phone number." };
  if (body.length > 1600) return { code: 21617, message: 'The concatenated message body exceeds the 1600 limit.' };
  return undefined;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text;
}

/** A loopback server that speaks Twilio's Messages resource: Basic auth, a form in, JSON out. */
export class FakeTwilio {
  readonly accountSid = 'AC00000000000000000000000000000001';
  readonly authToken = 'twilio-test-token';
  readonly accepted: Sms[] = [];
  readonly faults: TwilioFault[] = [];
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  async open(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const fault = this.faults.shift();
    if (fault === 'hang-up') response.destroy();
    else if (fault) {
      const { status, code, message, retryAfter } = fault;
      send(response, status, { code, message, status }, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    } else this.#take(request, response, form);
  }

  #take({ method, url, headers }: IncomingMessage, response: ServerResponse, form: URLSearchParams): void {
    const basic = Buffer.from(`${this.accountSid}:${this.authToken}`).toString('base64');
    if (method !== 'POST' || url !== `/2010-04-01/Accounts/${this.accountSid}/Messages.json`) {
      send(response, 404, { code: 20404, message: 'The requested resource was not found', status: 404 });
    } else if (headers.authorization !== `Basic ${basic}`) {
      send(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
    } else {
      const refusal = refusalOf(form);
      if (refusal) send(response, 400, { ...refusal, status: 400 });
      else {
        this.accepted.push({ to: form.get('To') ?? '', from: form.get('From') ?? '', body: form.get('Body') ?? '' });
        send(response, 201, { sid: `SM${this.accepted.length}`, status: 'queued' });
      }
    }
  }
}
