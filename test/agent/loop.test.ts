import { describe, expect, it } from 'vitest';
import { answerOf, eventOf, say, testAgent } from '../kit/test-agent.ts';

describe('the question flow', () => {
  it('goes from the model through the door to the tool and back', async () => {
    const { agent, model } = await testAgent({
      steps: [
        { calls: [{ name: 'get_price', args: { symbol: 'S&P 500' } }] },
        messages => ({ text: `The tool said: ${messages.at(-1)?.text.slice(0, 40)}` }),
      ],
    });
    const events = await say(agent, 'Where is the S&P?');
    model.assertFinished();
    expect(events.map(event => event.type)).toEqual(
      expect.arrayContaining(['tool-call', 'tool-result', 'text-delta', 'answer-end']),
    );
    expect(eventOf(events, 'tool-result').card?.footnote, 'every card says as of when').toContain('2020-04-17');
    expect(answerOf(events)).toContain('"symbol":"SPX"');
    expect(eventOf(events, 'answer-end')).toMatchObject({ answeredBy: 'scripted', asOf: '2020-04-17' });
  });

  it('streams the same text that it ends with', async () => {
    const { agent } = await testAgent({ steps: [{ text: 'One two three four.' }] });
    const events = await say(agent, 'Count');
    const streamed = events.flatMap(event => (event.type === 'text-delta' ? [event.text] : []));
    expect(streamed.length).toBeGreaterThan(1);
    expect(streamed.join('')).toBe(answerOf(events));
  });

  it('gives the model the rules, the date and the memory of the account', async () => {
    const { agent, model } = await testAgent({ steps: [{ text: 'ok' }] });
    await say(agent, 'Hello');
    const prompt = model.requests[0]?.messages[0]?.text ?? '';
    expect(prompt).toContain('2020-04-17');
    expect(prompt).toContain('Positions: none.');
    expect(prompt).toContain('You cannot trade');
  });

  it('keeps one conversation per person and channel', async () => {
    const { agent, model } = await testAgent({
      steps: [{ text: 'first' }, { text: 'second' }, { text: 'other' }, { text: 'elsewhere' }],
    });
    await say(agent, 'one');
    await say(agent, 'two');
    await say(agent, 'three', 'trader');
    await say(agent, 'four', 'owner', 'another');
    const heard = model.requests.map(({ messages }) => messages.slice(1).map(message => message.text));
    expect(heard).toEqual([['one'], ['one', 'first', 'two'], ['three'], ['four']]);
  });

  it('stops a model that never stops calling tools', async () => {
    const step = { calls: [{ name: 'get_price', args: { symbol: 'SPX' } }] };
    const { agent } = await testAgent({ steps: Array.from({ length: 40 }, () => step) });
    const events = await say(agent, 'Loop for ever');
    expect(eventOf(events, 'error').code).toBe('model.bad-output');
    expect(events.filter(event => event.type === 'tool-call').length, 'eight calls a turn').toBe(8);
  });

  it('tells the model of an unknown tool and goes on', async () => {
    const { agent, model } = await testAgent({
      steps: [{ calls: [{ name: 'rob_bank', args: {} }] }, { text: 'I cannot do that.' }],
    });
    const events = await say(agent, 'Rob a bank');
    model.assertFinished();
    expect(answerOf(events)).toBe('I cannot do that.');
  });

  it('gives the model the fault of a wrong input and no exception to anybody', async () => {
    const { agent, model } = await testAgent({
      steps: [
        { calls: [{ name: 'predict_volatility', args: { symbol: 'SPX', days: 9 } }] },
        messages => ({ text: messages.at(-1)?.text ?? '' }),
      ],
    });
    const events = await say(agent, 'Nine days please');
    model.assertFinished();
    expect(answerOf(events)).toMatch(/days/);
  });
});

describe('messages that are no question', () => {
  it('a message of 100 kB is refused with its length, and the next one is answered', async () => {
    const { agent } = await testAgent({ steps: [{ text: 'fine' }] });
    const long = await say(agent, 'x'.repeat(100_000));
    expect(eventOf(long, 'error')).toMatchObject({ code: 'user.too-long' });
    expect(answerOf(long)).toContain('100000');
    expect(answerOf(await say(agent, 'short'))).toBe('fine');
  });

  it('an empty message is answered politely', async () => {
    const { agent } = await testAgent();
    expect(eventOf(await say(agent, ' \u200b '), 'error').code).toBe('user.bad-request');
  });

  it('invisible characters never reach the model', async () => {
    const { agent, model } = await testAgent({ steps: [{ text: 'ok' }] });
    await say(agent, 'buy\u202E \u{E0041}now\u200B');
    expect(model.requests[0]?.messages.at(-1)?.text).toBe('buy now');
  });

  it('an outage of every model is said in the language of the person', async () => {
    const { agent } = await testAgent({ steps: [{ error: new Error('socket hang up') }] });
    await say(agent, '/language fr');
    const events = await say(agent, 'Bonjour');
    expect(eventOf(events, 'error').text).toMatch(/Une erreur|source/);
  });
});
