import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What the next recipient meets: an SMTP code with its words. */
export type MailFault = { code: number; message: string };

/** A real SMTP server on this machine: every message is parsed, and kept with its envelope. */
export class MailServer {
  readonly mails: { email: Email; recipients: string[]; raw: string }[] = [];
  readonly faults: MailFault[] = [];
  /** Connections so far. */
  connections = 0;
  /** True: it takes connections and says nothing. */
  mute = false;
  #server: SMTPServer | undefined;
  port = 0;

  /** @param port the one that it had before, to come back there; 0: any free one */
  async open(port = 0): Promise<this> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onConnect: (_session, done) => {
        this.connections += 1;
        if (!this.mute) done();
      },
      onRcptTo: (_address, _session, done) => {
        const fault = this.faults.shift();
        done(fault && Object.assign(new Error(fault.message), { responseCode: fault.code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          PostalMime.parse(raw).then(email => {
            this.mails.push({ email, recipients, raw: raw.toString('utf8') });
            done();
          }, done);
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', () => resolve()));
    this.port = (server.server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>(resolve => {
      if (this.#server) this.#server.close(() => resolve());
      else resolve();
    });
    this.#server = undefined;
  }
}
