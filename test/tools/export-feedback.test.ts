import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportFeedback } from '../../tools/export-feedback.ts';
import { callTool } from '../../tools/tool.ts';
import { eventOf, say, testAgent } from '../kit/test-agent.ts';

describe('feedback as labels', () => {
  it('keeps each judgement with the forecast that it judges, and with what the market did since', async () => {
    const { agent } = await testAgent();
    const asked = async (text: string) => {
      const card = eventOf(await say(agent, text), 'tool-result').card;
      return card?.actions.filter(({ kind }) => kind === 'rate') ?? [];
    };
    const [good, bad] = await asked('How volatile did you expect the S&P 500 to be on 2008-10-10?');
    const later = await asked('How volatile will the S&P 500 be tomorrow?');
    const press = (ratedId: string, rating: 'good' | 'bad') =>
      agent.tap({ verb: 'rate', ratedId, rating }, 'test', 'owner', () => {});
    await press(good?.ratedId ?? '', 'good');
    await press(bad?.ratedId ?? '', 'bad');
    await press(later[0]?.ratedId ?? '', 'good');
    const context = agent.parts.contextFor(agent.person('test', 'owner'), new AbortController().signal, () => 'Q-1');
    const result = await callTool(exportFeedback, {}, context);
    if (!result.ok) throw result.error;
    expect(result.output, 'a person has one judgement for each answer: the latest').toMatchObject({
      labels: 2,
      good: 1,
      resolved: 1,
    });
    const { path } = result.output as { path: string };
    const [first, second] = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(first).toMatchObject({
      rating: 'bad',
      way: 'test',
      person: { channel: 'web', id: 'owner' },
      rated: { tool: 'predict_volatility', output: { symbol: 'SPX', days: 1 } },
    });
    expect(first.outcome.movePercent, '100 ln(1003.35 / 899.22), the closes of 10 and 13 October 2008').toBeCloseTo(
      10.96,
      2,
    );
    expect(second.outcome, 'tomorrow has not come on a history that stands still').toBeUndefined();
  });

  it('a button that is not ours judges nothing', async () => {
    const { agent } = await testAgent();
    const codes: string[] = [];
    await agent.tap({ verb: 'rate', ratedId: 'nothing', rating: 'good' }, 'test', 'owner', event => {
      if (event.type === 'error') codes.push(event.code);
    });
    expect(codes).toEqual(['user.bad-request']);
    expect(agent.parts.feedback.labels()).toEqual([]);
  });
});
