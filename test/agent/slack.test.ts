import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SlackChannel, slackBody } from '../../agent/channels/slack.ts';
import { Card, type CardInput } from '../../tools/card.ts';
import { controlsIn, type FakeSlack, openFakeSlack, type SlackPost } from '../kit/fake-slack-server.ts';
import { rejectionOf } from '../kit/thrown-by.ts';

let slack: FakeSlack;
beforeEach(async () => {
  slack = await openFakeSlack();
});
afterEach(() => slack.close());

const card = (over: Partial<CardInput> = {}) => Card.parse({ title: 'Attention', ...over });
const send = (over: Partial<CardInput> = {}) =>
  new SlackChannel(slack.webhookUrl).send('webhook', { card: card(over), language: 'en' });

describe('a message on Slack', () => {
  it('is blocks with a plain text for its notification', async () => {
    await send({
      lead: 'Stop hit: sold 5 SPX.',
      lines: ['P&L -120'],
      table: { columns: ['Level', 'Price'], rows: [['Stop', '2,700.00']] },
      footnote: 'As of 2020-04-17.',
    });
    expect(slack.posts).toEqual([
      {
        text: 'Attention Stop hit: sold 5 SPX.',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Attention' } },
          { type: 'section', text: { type: 'mrkdwn', text: 'Stop hit: sold 5 SPX.\nP&amp;L -120', verbatim: true } },
          {
            type: 'section',
            text: {
              type: 'mrkdwn',
              text: '```Level     Price\n───────────────\nStop   2,700.00```',
              verbatim: true,
            },
          },
          { type: 'context', elements: [{ type: 'plain_text', text: 'As of 2020-04-17.' }] },
        ],
      },
    ]);
  });

  it('mentions nobody and links nowhere, whatever its texts say', async () => {
    const said = '<!channel> <@U123> <https://example.org|here> & more';
    await send({ title: said, lead: said, lines: [said], table: { columns: [said], rows: [['``` <!here>']] } });
    await new SlackChannel(slack.webhookUrl).send('webhook', { text: said, language: 'en' });
    expect(slack.posts).toHaveLength(2);
    expect(slack.posts.flatMap(controlsIn)).toEqual([]);
    const table = slack.posts[0]?.blocks[2]?.text?.text ?? '';
    expect(table.match(/```/g), 'a cell does not end the block').toHaveLength(2);
  });

  it('keeps within the lengths that Slack takes, and cuts no entity in two', async () => {
    const long = '<'.repeat(4000);
    await send({ title: '📈'.repeat(200), lead: long, table: { columns: ['a'], rows: [[long]] }, footnote: long });
    await new SlackChannel(slack.webhookUrl).send('webhook', { text: long, language: 'en' });
    expect(slack.posts).toHaveLength(2);
    const { text, blocks } = slack.posts[0] as SlackPost;
    expect(blocks[0]?.text?.text).toBe(`${'📈'.repeat(74)}…`);
    expect(blocks[1]?.text?.text).toBe(`${'&lt;'.repeat(724)}…`);
    expect(text).toMatch(/&lt;…$/);
  });

  it('of many pieces is one post', () => {
    expect(slackBody({ text: 'a', card: card(), language: 'en' }).blocks).toHaveLength(2);
  });
});

describe('what Slack answers', () => {
  it('tells a limit, an outage and a refusal apart', async () => {
    slack.faults.push(
      { status: 429, body: 'rate_limited', retryAfter: '30' },
      { status: 500, body: 'rollup_error' },
      { status: 404, body: 'no_service' },
      { status: 410, body: 'channel_is_archived' },
      { status: 403, body: 'invalid_token' },
    );
    expect(await rejectionOf(send())).toMatchObject({
      code: 'provider.rate-limited',
      details: { retryAfterMs: 30_000 },
    });
    expect(await rejectionOf(send())).toMatchObject({ code: 'provider.unavailable', retryable: true });
    for (const word of ['404 no_service', '410 channel_is_archived', '403 invalid_token']) {
      const error = await rejectionOf(send());
      expect(error).toMatchObject({ code: 'provider.refused', message: `Slack refused the message: ${word}` });
      expect(error.message, 'the address is a secret').not.toContain('/services/');
    }
    await slack.close();
    const down = await rejectionOf(send());
    expect(down).toMatchObject({ code: 'provider.unavailable', message: 'Slack cannot be reached.' });
  });
});
