import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runTerminal } from '../../agent/channels/terminal.ts';
import { answerOf, eventOf, say, testAgent } from '../kit/test-agent.ts';

const plain = (text: string): string => text.replace(/[\u00A0\u202F]/g, ' ');

describe('a question about the answer before', () => {
  it('"in French?" gives it in French once, and says how to keep French', async () => {
    const { agent } = await testAgent();
    await say(agent, 'What is the price of the S&P 500?');
    const french = await say(agent, 'in French?');
    expect(eventOf(french, 'tool-call')).toMatchObject({ name: 'get_price', input: { symbol: 'SPX' } });
    expect(plain(answerOf(french))).toMatch(/^Le S&P 500 a clôturé à 2 874,56 le 2020-04-17.* \/langue fr\.$/);
    expect(eventOf(french, 'tool-result').card?.table?.columns[0]).toBe('Séance');
    expect(agent.person('test', 'owner').language, 'for this answer only').toBe('en');
    expect(answerOf(await say(agent, 'and the day before?'))).toMatch(/^The S&P 500 closed at 2,799\.55/);
  });

  it('"en anglais ?" gives it in English to somebody who speaks French', async () => {
    const { agent } = await testAgent();
    await say(agent, '/langue fr');
    await say(agent, "c'est quoi un drawdown ?");
    expect(answerOf(await say(agent, 'en anglais ?'))).toMatch(/^A drawdown is .* \/language en\.$/);
  });

  it('mere words are said again as well', async () => {
    const { agent } = await testAgent();
    await say(agent, 'should I buy?');
    expect(plain(answerOf(await say(agent, 'en français ?')))).toMatch(/^Je ne donne pas de conseil personnel/);
    expect(answerOf(await say(agent, 'and in English?')), 'the sentence before it is meant').toMatch(
      /^I give no personal/,
    );
  });

  it('"why?" shows the evidence of that answer, not of a forecast', async () => {
    const { agent } = await testAgent();
    await say(agent, 'price of the S&P 500 on 2008-10-10');
    const why = await say(agent, 'why?');
    expect(eventOf(why, 'tool-call')).toMatchObject({ name: 'get_price', input: { symbol: 'SPX', on: '2008-10-10' } });
    expect(answerOf(why)).toMatch(/^I know what the price did, not why/);
    expect(eventOf(why, 'tool-result').card?.footnote).toContain('2008-10-10');
  });

  it('an order is not made twice by asking about it', async () => {
    const { agent } = await testAgent();
    await say(agent, 'buy 1 SPX');
    for (const text of ['why?', 'en français ?', 'more detail', 'is that good?']) await say(agent, text);
    expect(agent.parts.desk.waiting().map(({ id }) => id)).toEqual(['P-1']);
  });
});

describe('the terminal', () => {
  it('numbers the questions of a card and asks the one whose number is typed', async () => {
    const { agent } = await testAgent();
    const [input, output] = [new PassThrough(), new PassThrough()];
    let seen = '';
    output.on('data', chunk => {
      seen += String(chunk);
    });
    const settled = async () => {
      while (!seen.endsWith('\n\n')) await new Promise(resolve => setTimeout(resolve, 5));
    };
    const running = runTerminal(agent, { input, output, user: 'owner' });
    await settled();
    const tell = async (line: string): Promise<string> => {
      seen = '';
      input.write(`${line}\n`);
      await settled();
      return seen;
    };
    const unknown = await tell('what does volatilty smirk mean?');
    expect(unknown).toMatch(/Did you mean\s+one of these\?/);
    const second = /^ {2}2\. (.+)$/m.exec(unknown)?.[1] ?? 'none';
    expect(second).toMatch(/^What does ".+" mean\?$/);
    const chosen = await tell('2');
    expect(chosen.startsWith(`${second}\n`)).toBe(true);
    expect(chosen).toContain('[Quaestor glossary');
    await tell('buy SPX');
    expect(await tell('1'), 'a number answers the question that is open').toContain('P-1');
    input.end();
    await running;
  });
});
