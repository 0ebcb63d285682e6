import { afterEach, describe, expect, it } from 'vitest';
import { connectionUrl, EmailChannel, type EmailOptions } from '../../agent/channels/email.ts';
import { Card, type CardInput } from '../../tools/card.ts';
import { deliveryWorld } from '../kit/delivery-world.ts';
import { MailServer } from '../kit/mail-server.ts';
import { rejectionOf } from '../kit/thrown-by.ts';

const from = 'quaestor@example.org';
const me = 'me@example.org';

let opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened) await one.close();
  opened = [];
});

async function mailServer(): Promise<MailServer> {
  const server = await new MailServer().open();
  opened.push(server);
  return server;
}

function channelTo(url: string, linksFor: EmailOptions['linksFor'] = () => undefined): EmailChannel {
  const channel = new EmailChannel({ url, from, linksFor });
  opened.unshift(channel);
  return channel;
}

const card = (over: Partial<CardInput> = {}): Card => Card.parse({ title: 'S&P 500', ...over });

const full = card({
  lead: 'The S&P 500 stands at 2,874.56 <today>.',
  lines: ['It rose.'],
  table: { columns: ['Level', 'Price'], rows: [['Stop', '2,700.00']] },
  chart: {
    title: 'S&P 500, daily',
    times: ['2020-04-16', '2020-04-17'],
    lines: [{ name: 'close', values: [2799.55, 2874.56] }],
  },
  footnote: 'As of 2020-04-17.',
});

describe('an e-mail', () => {
  it('has a plain part, an HTML part and the chart as a picture inside', async () => {
    const server = await mailServer();
    await channelTo(server.url).send(me, { card: full, language: 'en' });
    const [mail] = server.mails;
    expect(mail?.recipients).toEqual([me]);
    expect(mail?.email).toMatchObject({ subject: 'S&P 500', from: { address: from } });
    expect(mail?.email.text).toContain('The S&P 500 stands at 2,874.56 <today>.');
    expect(mail?.email.text).toMatch(/Stop +2,700\.00/);
    expect(mail?.email.html).toContain('The S&amp;P 500 stands at 2,874.56 &lt;today&gt;.');
    expect(mail?.email.html).toMatch(/<th[^>]*>Level<\/th>.*<td[^>]*>2,700\.00<\/td>/s);
    const [picture] = mail?.email.attachments ?? [];
    expect(picture).toMatchObject({ mimeType: 'image/png', disposition: 'inline', contentId: '<chart@quaestor>' });
    expect(mail?.email.html).toContain('src="cid:chart@quaestor"');
    const bytes = Buffer.from(picture?.content as ArrayBuffer);
    expect(bytes.subarray(0, 8), 'the signature of PNG').toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], 'width and height of its IHDR').toEqual([1040, 520]);
  });

  it('without a card is its text in both parts, and has no picture', async () => {
    const server = await mailServer();
    await channelTo(server.url).send(me, { text: 'One.\nTwo & three.', language: 'fr' });
    const [mail] = server.mails;
    expect(mail?.email.text?.trim()).toBe('One.\nTwo & three.');
    expect(mail?.email.html).toContain('lang="fr"');
    expect(mail?.email.html).toMatch(/<p[^>]*>One\.<\/p><p[^>]*>Two &amp; three\.<\/p>/);
    expect(mail?.email.attachments).toEqual([]);
  });

  it('lets no title begin another header', async () => {
    const server = await mailServer();
    const title = 'Stop hit\r\nBcc: thief@example.org\r\n\r\n<b>body</b>\u2028X-More: 1';
    await channelTo(server.url).send(me, { card: card({ title }), language: 'en' });
    const [mail] = server.mails;
    expect(mail?.recipients).toEqual([me]);
    expect(mail?.email.subject).toBe('Stop hit Bcc: thief@example.org <b>body</b> X-More: 1');
    expect(mail?.email.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(mail?.email.headers.map(({ key }) => key)).not.toContain('x-more');
    expect(mail?.email.html, 'nor any element').not.toContain('<b>');
  });

  it('asks "was this right?" where its card can be rated', async () => {
    const server = await mailServer();
    const links = {
      question: 'Was this right?',
      good: { label: 'Yes', url: 'https://q.example.org/feedback?said=a&b' },
      bad: { label: 'No', url: 'https://q.example.org/feedback?said=c' },
    };
    const asked: string[][] = [];
    const channel = channelTo(server.url, (...given) => {
      asked.push(given);
      return links;
    });
    const rated = card({
      actions: [
        { kind: 'rate', label: '👍', ratedId: 'r1', rating: 'good' },
        { kind: 'ask', label: 'Show my portfolio', question: 'Show my portfolio' },
      ],
    });
    await channel.send(me, { card: rated, language: 'en' });
    await channel.send(me, { card: card(), language: 'en' });
    expect(asked).toEqual([[me, 'r1']]);
    const [first, second] = server.mails;
    expect(first?.email.text).toContain('Yes: https://q.example.org/feedback?said=a&b');
    expect(first?.email.html).toContain('href="https://q.example.org/feedback?said=a&amp;b"');
    expect(first?.email.text, 'a question cannot be pressed in a mail').not.toContain('Show my portfolio');
    expect(second?.email.html).not.toContain('href');
  });

  it('shares a connection with the one before', async () => {
    const server = await mailServer();
    const channel = channelTo(server.url);
    for (const text of ['one', 'two', 'three']) await channel.send(me, { text, language: 'en' });
    expect(server.mails).toHaveLength(3);
    expect(server.connections).toBe(1);
  });

  it('goes over a new connection after the last one lay idle too long', async () => {
    const server = await mailServer();
    const channel = channelTo(`${server.url}?socketTimeout=800`);
    await channel.send(me, { text: 'one', language: 'en' });
    await new Promise(resolve => setTimeout(resolve, 1100));
    await channel.send(me, { text: 'two', language: 'en' });
    expect(server.mails).toHaveLength(2);
    expect(server.connections).toBe(2);
  });
});

describe('a mail server that', () => {
  it('refuses for good (5xx) is told apart from one that is busy (4xx) or down', async () => {
    const server = await mailServer();
    const channel = channelTo(server.url);
    server.faults.push({ code: 550, message: 'No such user' }, { code: 451, message: 'Try again later' });
    expect(await rejectionOf(channel.send(me, { text: 'x', language: 'en' }))).toMatchObject({
      code: 'provider.refused',
      message: expect.stringContaining('No such user'),
    });
    expect((await rejectionOf(channel.send(me, { text: 'x', language: 'en' }))).code).toBe('provider.unavailable');
    await server.close();
    expect((await rejectionOf(channelTo(server.url).send(me, { text: 'x', language: 'en' }))).code).toBe(
      'provider.unavailable',
    );
  });

  it('takes the connection and says nothing is given up', async () => {
    const server = await mailServer();
    server.mute = true;
    const channel = channelTo(`${server.url}?greetingTimeout=100`);
    expect((await rejectionOf(channel.send(me, { text: 'x', language: 'en' }))).code).toBe('provider.unavailable');
  });
});

describe('the address of a mail server', () => {
  it('gets a pool and 15 s, and keeps what it says itself', () => {
    const url = new URL(connectionUrl('smtps://me:p%40ss@mail.example.org:465/?socketTimeout=5000'));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      pool: 'true',
      dnsTimeout: '15000',
      connectionTimeout: '15000',
      greetingTimeout: '15000',
      socketTimeout: '5000',
      requireTLS: 'false',
    });
    expect(url.password).toBe('p%40ss');
  });

  it('sends no password in clear to another machine', () => {
    const requires = (address: string) => new URL(connectionUrl(address)).searchParams.get('requireTLS');
    expect(requires('smtp://me:secret@mail.example.org:587')).toBe('true');
    expect(requires('smtp://me:secret@localhost.example.org:587')).toBe('true');
    expect(requires('smtp://me:secret@127.0.0.1:2525')).toBe('false');
    expect(requires('smtp://relay.example.org:25')).toBe('false');
  });

  it('that is none is named without its secret', () => {
    for (const address of ['mail.example.org', 'https://me:secret@mail.example.org', 'smtp://']) {
      try {
        connectionUrl(address);
        expect.unreachable(address);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'config.invalid' });
        expect((thrown as Error).message).not.toContain('secret');
      }
    }
  });
});

describe('the delivery of e-mails', () => {
  function delivery() {
    const made = deliveryWorld();
    opened.unshift(made.delivery);
    return made;
  }
  const address = { channel: 'email', chat: me };

  it('outlives an outage of two rounds: the message arrives later, once', async () => {
    const server = await mailServer();
    const { url, port } = server;
    await server.close();
    const { delivery: out, store, wall } = delivery();
    out.attach(new EmailChannel({ url, from, linksFor: () => undefined }));
    out.post(address, { text: 'Filled.', language: 'en' });
    await out.settled();
    expect(store.counts()).toEqual({ waiting: 1, sent: 0, dead: 0 });
    wall.advance(1000);
    await out.settled();
    await server.open(port);
    await out.settled();
    expect(server.mails, 'its second pause is not over').toEqual([]);
    wall.advance(2000);
    await out.settled();
    wall.advance(3_600_000);
    await out.settled();
    expect(server.mails.map(({ email }) => email.text?.trim())).toEqual(['Filled.']);
    expect(store.counts()).toEqual({ waiting: 0, sent: 1, dead: 0 });
  });

  it('puts what is refused for good on the dead-letter list, and goes on', async () => {
    const server = await mailServer();
    server.faults.push({ code: 550, message: 'mailbox unavailable' });
    const { delivery: out, store } = delivery();
    out.attach(new EmailChannel({ url: server.url, from, linksFor: () => undefined }));
    out.post(address, { text: 'one', language: 'en' });
    out.post(address, { text: 'two', language: 'en' });
    await out.settled();
    expect(store.dead()).toMatchObject([{ chat: me, tries: 1, error: expect.stringContaining('mailbox unavailable') }]);
    expect(server.mails.map(({ email }) => email.text?.trim())).toEqual(['two']);
  });
});
