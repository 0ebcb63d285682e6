import { afterEach, describe, expect, it } from 'vitest';
import { openWays } from '../../agent/channels/open-ways.ts';
import type { Secrets } from '../../config/secrets.ts';
import { Card } from '../../tools/card.ts';
import { MailServer } from '../kit/mail-server.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const server = new MailServer();
afterEach(() => server.close());

const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'secret-token' };

async function ways(secrets: Secrets, alerts: object = {}) {
  const { agent } = await testAgent({ settings: testSettings({ alerts }) });
  return { agent, open: () => openWays(agent, secrets) };
}

describe('the ways out', () => {
  it('are those whose secrets are set, and none without', async () => {
    expect((await ways({})).open()).toEqual([]);
    const all = { ...twilio, SMTP_URL: 'smtp://127.0.0.1:2525', SLACK_WEBHOOK_URL: 'http://127.0.0.1:1/services/x' };
    const { open } = await ways(all, { emailFrom: 'q@example.org', smsFrom: '+15005550006' });
    expect(open().map(({ name }) => name)).toEqual(['email', 'sms', 'slack']);
  });

  it('that lack a setting or a second secret stop the start with its name', async () => {
    const faultOf = async (secrets: Secrets) => thrownBy((await ways(secrets)).open);
    expect(await faultOf({ SMTP_URL: 'smtp://127.0.0.1' })).toMatchObject({
      code: 'config.missing-key',
      message: expect.stringContaining('"alerts.emailFrom"'),
    });
    expect((await faultOf(twilio)).message).toContain('"alerts.smsFrom"');
    for (const [name, value] of Object.entries(twilio)) {
      const { code, message } = await faultOf({ [name]: value });
      expect(code).toBe('config.missing-key');
      expect(message).toContain('both TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN');
      expect(message).not.toContain(value);
    }
  });

  it('give an e-mail two links of its owner, good for one judgement each, where the page has a public address', async () => {
    await server.open();
    const contacts = { owner: { email: 'me@example.org' }, 'telegram:42': { email: 'ann@example.org' } };
    const alerts = { emailFrom: 'q@example.org', contacts, publicUrl: 'https://q.example.org' };
    const { agent, open } = await ways({ SMTP_URL: server.url }, alerts);
    const [email] = open();
    const { feedback, feedbackLinks } = agent.parts;
    const ratedId = feedback.keep({ tool: 'predict_volatility', output: { sigma: 1 } });
    const card = Card.parse({
      title: 'Volatility',
      actions: [{ kind: 'rate', label: 'Good', ratedId, rating: 'good' }],
    });
    for (const to of ['me@example.org', 'ann@example.org', 'nobody@example.org']) {
      await email?.send(to, { card, language: 'en' });
    }
    await email?.close();
    const saidIn = (i: number) =>
      [...(server.mails[i]?.email.text?.matchAll(/https:\/\/q\.example\.org\/feedback\?said=(\S+)/g) ?? [])].map(
        ([, token]) => feedbackLinks.read(token ?? ''),
      );
    expect(saidIn(0)).toMatchObject([
      { channel: 'web', id: 'owner', ratedId, rating: 'good' },
      { channel: 'web', id: 'owner', ratedId, rating: 'bad' },
    ]);
    expect(saidIn(1)).toMatchObject([
      { channel: 'telegram', id: '42' },
      { channel: 'telegram', id: '42' },
    ]);
    expect(saidIn(2), 'an address that is nobody’s').toEqual([]);
  });
});
