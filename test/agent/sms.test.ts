import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gsmLength, gsmText } from '../../agent/channels/gsm7.ts';
import { SmsChannel, smsText } from '../../agent/channels/sms.ts';
import { Card, type CardInput } from '../../tools/card.ts';
import { FakeTwilio } from '../kit/fake-twilio-server.ts';
import { rejectionOf } from '../kit/thrown-by.ts';

const me = '+33612345678';
let twilio: FakeTwilio;
beforeEach(async () => {
  twilio = await new FakeTwilio().open();
});
afterEach(() => twilio.close());

const channel = (over: Partial<{ authToken: string }> = {}): SmsChannel => {
  const { accountSid, authToken, origin } = twilio;
  return new SmsChannel({ accountSid, authToken, from: '+15005550006', baseUrl: origin, ...over });
};

const textOf = (over: Partial<CardInput>): string =>
  smsText({ card: Card.parse({ title: 'Urgent', ...over }), language: 'fr' });

describe('an SMS', () => {
  it('goes to Twilio with the account, the two numbers and the text', async () => {
    expect(await channel().send(me, { text: 'Trading is stopped & flat.', language: 'en' })).toBe('SM1');
    expect(twilio.accepted).toEqual([{ to: me, from: '+15005550006', body: 'Trading is stopped & flat.' }]);
  });

  it('of a card is its title and its sentence, or its lines', () => {
    expect(textOf({ title: '🚨 Urgent', lead: 'Liquidation: sold 5 SPX.', lines: ['more'] })).toBe(
      'Urgent: Liquidation: sold 5 SPX.',
    );
    expect(textOf({ lines: ['One.', 'Two.'] })).toBe('Urgent: One. Two.');
  });

  it('takes 300 characters at most, those that count double included', () => {
    const exact = 'a'.repeat(300);
    expect(smsText({ text: exact, language: 'en' })).toBe(exact);
    expect(smsText({ text: `${exact}b`, language: 'en' })).toBe(`${'a'.repeat(297)}...`);
    const double = smsText({ text: '€'.repeat(151), language: 'en' });
    expect(double).toBe(`${'€'.repeat(148)}...`);
    expect(gsmLength(double)).toBe(299);
  });

  it('keeps to the GSM alphabet where it can: one sign outside of it would make every character cost double', () => {
    expect(gsmText('« Où ça ? » – l’équité est à 12 874,56 €, −3 % …')).toBe(
      '" Où ca ? " - l\'équité est à 12 874,56 €, -3 % ...',
    );
    expect(gsmText('Régime : être, naïve, cœur, dû, ✅ ≥ 2 → 3')).toBe('Régime : etre, naive, coeur, du, >= 2 -> 3');
    expect(gsmText('e\u0301te\u0301'), 'letters with loose accents').toBe('été');
    expect(gsmText('Цена'), 'letters of another script stay').toBe('Цена');
  });

  it('carries no character that is not seen', () => {
    expect(smsText({ text: 'a\u202eb\u200bc\u0007d', language: 'en' })).toBe('abcd');
  });
});

describe('what Twilio answers', () => {
  const sent = () => channel().send(me, { text: 'x', language: 'en' });

  it('tells a limit, an outage and a refusal apart', async () => {
    twilio.faults.push(
      { status: 429, code: 20429, message: 'Too Many Requests', retryAfter: '7' },
      { status: 429, code: 20429, message: 'Too Many Requests' },
      { status: 503, message: 'Service Unavailable' },
      'hang-up',
      { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' },
    );
    expect(await rejectionOf(sent())).toMatchObject({ code: 'provider.rate-limited', details: { retryAfterMs: 7000 } });
    expect((await rejectionOf(sent())).details.retryAfterMs, 'it did not say how long').toBeUndefined();
    expect(await rejectionOf(sent())).toMatchObject({ code: 'provider.unavailable', retryable: true });
    expect(await rejectionOf(sent())).toMatchObject({ code: 'provider.unavailable', retryable: true });
    expect(await rejectionOf(sent())).toMatchObject({
      code: 'provider.refused',
      message: 'Twilio refused the message: 21610 Attempt to send to unsubscribed recipient',
    });
    expect(twilio.accepted).toEqual([]);
  });

  it('is a refusal for a wrong token and for a number that is none, and names no secret', async () => {
    const wrong = await rejectionOf(channel({ authToken: 'wrong-token' }).send(me, { text: 'x', language: 'en' }));
    expect(wrong).toMatchObject({ code: 'provider.refused', message: expect.stringContaining('20003') });
    expect(wrong.message).not.toContain('wrong-token');
    const bad = await rejectionOf(channel().send('12', { text: 'x', language: 'en' }));
    expect(bad).toMatchObject({ code: 'provider.refused', message: expect.stringContaining('21211') });
  });

  it('counts as sent once it was accepted, whatever the answer looks like', async () => {
    twilio.faults.push({ status: 200 });
    expect(await sent()).toBeUndefined();
  });
});
