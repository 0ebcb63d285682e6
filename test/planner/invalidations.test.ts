import { describe, expect, it } from 'vitest';
import { say, testAgent } from '../kit/test-agent.ts';

/** The draft that a sentence makes offline, or undefined. */
async function draftOf(sentence: string) {
  const { agent } = await testAgent();
  await say(agent, sentence);
  const draft = agent.parts.desk.waiting()[0]?.draft;
  return draft && { stop: draft.stop, thesis: draft.thesis, invalidation: draft.invalidation };
}

describe('what would prove an order wrong, in the words of a person', () => {
  it.each([
    [
      'buy 2 SPX with a stop at 2700, wrong if it closes below 2750 on the daily for 2 days',
      { stop: 2700, invalidation: 'close@1d < 2750 for 2' },
    ],
    [
      'achète 2 SPX avec un stop à 2700, faux si la clôture quotidienne passe sous 2 750 pendant 2 jours',
      { stop: 2700, invalidation: 'close@1d < 2750 for 2' },
    ],
    [
      'buy 2 SPX, stop 2700, wrong if RSI 14 falls below 40 or it closes under its 50 day ema',
      { stop: 2700, invalidation: 'rsi_14@1d < 40 or close@1d < ema_50@1d' },
    ],
    [
      'buy 1 SPX because volatility is falling, wrong if the daily close is below 2750 for 2 days',
      { thesis: 'volatility is falling', invalidation: 'close@1d < 2750 for 2' },
    ],
    [
      'buy 1 SPX, invalidated by a daily close under 2700, because I like it',
      { thesis: 'I like it', invalidation: 'close@1d < 2700' },
    ],
    ['buy 1 SPX wrong if the moon is full, stop 2600', { stop: 2600, invalidation: 'the moon is full' }],
  ])('%s', async (sentence, wanted) => {
    expect(await draftOf(sentence)).toEqual({ stop: undefined, thesis: undefined, ...wanted });
  });

  it.each([
    'buy 1 SPX if it closes below 2750',
    'buy 1 SPX when it falls below 2700',
    'achète 1 SPX si ça passe sous 2 750',
  ])('%s: a condition of the order is none of these', async sentence => {
    expect(await draftOf(sentence)).toBeUndefined();
  });
});
