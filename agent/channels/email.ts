import type { Transporter } from 'nodemailer';
import { QuaestorError } from '../../config/errors.ts';
import { chartPicture } from '../../tools/chart-picture.ts';
import type { Channel, Outgoing } from '../delivery/channel.ts';
import { cardText } from './card-text.ts';
import { emailHtml, type JudgeLinks } from './email-html.ts';

export type EmailOptions = {
  /** smtp://user:password@host:port, or smtps:// */
  url: string;
  from: string;
  /** The two links with which a reader judges what is rated, where the page has a public address. */
  linksFor: (address: string, ratedId: string) => JudgeLinks | undefined;
};

const timeoutMs = 15_000;
const pictureSize = { width: 1040, height: 520 };
const chartId = 'chart@quaestor';

/** A header holds one line: whatever could begin another is taken out. */
const oneHeader = (text: string): string =>
  [...text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()].slice(0, 150).join('');

const isHere = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/**
 * The address of a mail server with what we ask of each connection: kept open for the next message, nothing waited for
 * longer than 15 s, and no password in clear to another machine. What the address says itself stands.
 * @throws QuaestorError `config.invalid` where it is none
 */
export function connectionUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new QuaestorError(
      'config.invalid',
      'SMTP_URL is no address of a mail server: write smtp://user:password@host:587 or smtps://user:password@host:465, with %40 for an @ in the password.',
    );
  }
  const wanted = {
    pool: 'true',
    dnsTimeout: String(timeoutMs),
    connectionTimeout: String(timeoutMs),
    greetingTimeout: String(timeoutMs),
    socketTimeout: String(timeoutMs),
    requireTLS: String(url.protocol === 'smtp:' && url.username !== '' && !isHere(url.hostname)),
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return url.href;
}

/** What an SMTP server's answer means for the next try: 5xx is for good, everything else may pass. */
function faultOf(thrown: unknown): QuaestorError {
  const code = thrown instanceof Error && 'responseCode' in thrown ? Number(thrown.responseCode) : Number.NaN;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return code >= 500 && code < 600
    ? new QuaestorError('provider.refused', `The mail server refused the message: ${said}`, { code }, thrown)
    : new QuaestorError('provider.unavailable', `The mail server did not take the message: ${said}`, {}, thrown);
}

/** E-mail: each message in plain text and in HTML, with the chart as a picture inside. Addresses come from the settings. */
export class EmailChannel implements Channel {
  readonly name = 'email';
  readonly #options: EmailOptions;
  readonly #url: string;
  #transport: Promise<Transporter> | undefined;

  /** @throws QuaestorError `config.invalid` where the address is no mail server's */
  constructor(options: EmailOptions) {
    this.#options = options;
    this.#url = connectionUrl(options.url);
  }

  async send(address: string, message: Outgoing): Promise<undefined> {
    const transport = await this.#opened();
    const { card, text, language } = message;
    const ratedId = card?.actions.find(({ kind }) => kind === 'rate')?.ratedId;
    const links = ratedId === undefined ? undefined : this.#options.linksFor(address, ratedId);
    const picture = card?.chart ? await chartPicture(card.chart, { ...pictureSize, language }) : undefined;
    // Nothing can be pressed in a mail: questions and decisions stay where they can.
    const spoken = card ? cardText({ ...card, actions: [] }, { withLead: true, width: 72, approve: () => '' }) : '';
    const judged = links
      ? `${links.question}\n${links.good.label}: ${links.good.url}\n${links.bad.label}: ${links.bad.url}`
      : '';
    try {
      await transport.sendMail({
        from: this.#options.from,
        to: address,
        subject: oneHeader(card?.title ?? text ?? 'Quaestor'),
        text: [text ?? '', spoken, judged].filter(part => part !== '').join('\n\n'),
        html: emailHtml({ ...message, links, chartCid: picture ? chartId : undefined }),
        attachments: picture
          ? [{ filename: 'chart.png', content: Buffer.from(picture), contentType: 'image/png', cid: chartId }]
          : [],
      });
    } catch (thrown) {
      throw faultOf(thrown);
    }
    return undefined;
  }

  async close(): Promise<void> {
    const transport = await this.#transport;
    transport?.close();
  }

  #opened(): Promise<Transporter> {
    // nodemailer takes every option of a connection from its address alone.
    this.#transport ??= import('nodemailer').then(({ createTransport }) => createTransport(this.#url));
    return this.#transport;
  }
}
