import { describe, expect, it } from 'vitest';
import {
  type DecisionLimits,
  type DecisionView,
  decisionFaults,
  isPlanBreak,
} from '../../../models/decision/check-decision.ts';
import { Decision, sizeShare } from '../../../models/decision/decision-answer.ts';
import { readAnswer } from '../../../models/decision/read-answer.ts';
import { readStrictJson } from '../../../models/decision/strict-json.ts';
import { answerWith, invalidAnswers, soundEntry } from '../../kit/invalid-answers.ts';

const view: DecisionView = {
  price: 100,
  atr: 2,
  cost: 0.2,
  held: 0,
  series: ['close@1d', 'rsi_14@1d'],
  feed: { last: (series, count) => (series === 'close@1d' ? new Array(count).fill(100) : undefined) },
  planBroken: undefined,
};
const limits: DecisionLimits = { minimumRewardToRisk: 1.5, stopAtr: { least: 0.5, most: 5 }, minimumTargetToCost: 3 };

/** What an answer leads to: sound decisions that are no hold. */
const acted = (raw: string): string[] => {
  const { decisions } = readAnswer(raw, ['SPX']);
  return [...decisions.values()]
    .filter(one => one.signal !== 'hold' && decisionFaults(one, view, limits).length === 0)
    .map(one => one.signal);
};

describe('an answer of a model', () => {
  it('that is sound is read', () => {
    expect(acted(answerWith(soundEntry))).toEqual(['enter_long']);
  });

  it.each([
    ['in a code fence', (text: string) => `\`\`\`json\n${text}\n\`\`\``],
    ['behind its reasoning', (text: string) => `<think>I could buy or {sell}.</think>\n${text}`],
    [
      'with full-width signs',
      (text: string) => text.replace(/[{}:,]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    ],
    ['over many lines, with tabs', (text: string) => JSON.stringify(JSON.parse(text), undefined, '\t')],
  ])('is read %s', (_, wrap) => {
    expect(acted(wrap(answerWith(soundEntry)))).toEqual(['enter_long']);
  });

  const corpus = invalidAnswers(1400);

  it('decides nothing in 1,400 ways of being wrong', () => {
    const acting = corpus.filter(({ text }) => acted(text).length > 0);
    expect(acting).toEqual([]);
    expect(new Set(corpus.map(one => one.kind)).size, 'kinds').toBeGreaterThan(30);
  });

  it.each([...new Map(corpus.map(({ kind, text }) => [kind, text]))])('%s is said to the model', (_, text) => {
    const { decisions, faults } = readAnswer(text, ['SPX']);
    const all = [...faults, ...[...decisions.values()].flatMap(one => decisionFaults(one, view, limits))];
    expect(all.length).toBeGreaterThan(0);
    for (const { en, fr } of all) {
      expect(en.length).toBeGreaterThan(10);
      expect(fr, 'a person reads it in French').not.toBe(en);
    }
  });

  it('keeps what is right beside what is wrong', () => {
    const { decisions, faults } = readAnswer(
      answerWith({ symbol: 'SPX', signal: 'hold' }, { symbol: 'GME', signal: 'buy' }),
      ['SPX', 'GME'],
    );
    expect([...decisions.keys()]).toEqual(['SPX']);
    expect(faults).toEqual([
      { en: expect.stringContaining('GME: signal'), fr: expect.stringContaining('GME : signal') },
    ]);
  });
});

describe('the check of a decision', () => {
  const entry = (over: object) => Decision.parse({ ...soundEntry, ...over });
  const faults = (over: object, seen: Partial<DecisionView> = {}) =>
    decisionFaults(entry(over), { ...view, ...seen }, limits).map(({ en }) => en);

  it('mirrors a short', () => {
    const short = {
      signal: 'enter_short',
      stopLoss: 105,
      profitTarget: 85,
      invalidation: [[{ series: 'close@1d', operator: '>', level: 103 }]],
    };
    expect(faults(short)).toEqual([]);
    expect(faults({ ...short, stopLoss: 95 })[0]).toContain('must be above');
    expect(faults({ ...short, invalidation: [[{ series: 'close@1d', operator: '>', level: 106 }]] })[0]).toContain(
      'beyond the stop',
    );
  });

  it('counts costs in the reward to risk: 7.9 against 5.2 at a distance of 8 and 5', () => {
    // (8 - 0.2) / (5 + 0.2) = 1.5 exactly; a cent less is refused.
    expect(faults({ profitTarget: 108 })).toEqual([]);
    expect(faults({ profitTarget: 107.99 })[0]).toContain('times what the stop loses');
  });

  it('holds the stop between half an average true range and five', () => {
    expect(
      faults({ stopLoss: 99, profitTarget: 115, invalidation: [[{ series: 'close@1d', operator: '<', level: 99.5 }]] }),
    ).toEqual([]);
    expect(
      faults({
        stopLoss: 99.01,
        profitTarget: 115,
        invalidation: [[{ series: 'close@1d', operator: '<', level: 99.5 }]],
      })[0],
    ).toContain('average true ranges');
    expect(faults({ stopLoss: 89.9, profitTarget: 140 })[0]).toContain('average true ranges');
    expect(faults({ stopLoss: 89.9, profitTarget: 140 }, { atr: undefined }), 'not warm yet: not judged').toEqual([]);
  });

  it('allows only a hold or a close with a position, and knows a break of the plan', () => {
    expect(faults({}, { held: 5 })[0]).toContain('only hold or close');
    const close = Decision.parse({
      symbol: 'SPX',
      signal: 'close',
      confidence: 0.6,
      justification: soundEntry.justification,
      reasonCode: 'risk',
    });
    expect(decisionFaults(close, { ...view, held: 5 }, limits)).toEqual([]);
    expect(isPlanBreak(close, { planBroken: false })).toBe(true);
    expect(isPlanBreak(close, { planBroken: 'unknown' })).toBe(true);
    expect(isPlanBreak(close, { planBroken: true })).toBe(false);
    expect(decisionFaults({ ...close, reasonCode: undefined }, { ...view, held: 5 }, limits)[0]?.en).toContain(
      'reasonCode',
    );
  });

  it('judges nothing without a price', () => {
    expect(faults({}, { price: Number.NaN })[0]).toContain('no price');
  });

  it('a size hint can only reduce', () => {
    expect([undefined, 'quarter', 'half', 'full'].map(hint => sizeShare(hint as Decision['sizeHint']))).toEqual([
      1, 0.25, 0.5, 1,
    ]);
  });
});

describe('strict JSON', () => {
  it.each(['{"a":1,"a":2}', '[NaN]', '{a:1}', '{"a":1} ', '1 2', "{'a':1}", '{"a":{"b":1,"b":1}}', '[1,]', '// x\n1'])(
    '%s',
    text => {
      const fine = text === '{"a":1} ';
      expect('value' in readStrictJson(text)).toBe(fine);
    },
  );
});
