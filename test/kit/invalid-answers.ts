import { seeded } from './seeded.ts';

/** A sound entry, as a model would write it. */
export const soundEntry = {
  symbol: 'SPX',
  signal: 'enter_long',
  confidence: 0.8,
  justification: { situation: 'a', reason: 'b', riskPlan: 'c', fit: 'd' },
  stopLoss: 95,
  profitTarget: 115,
  invalidation: [[{ series: 'close@1d', operator: '<', level: 97 }]],
};

export const answerWith = (...decisions: unknown[]): string => JSON.stringify({ decisions });

const sound = answerWith(soundEntry);

const words = [
  'buy',
  'sell',
  'enter_long',
  'close',
  'not',
  'never',
  'SPX',
  'I would',
  '"enter_long"',
  'acheter',
  'vendre',
];

const broken: Readonly<Record<string, (random: () => number) => string>> = {
  truncated: random => sound.slice(0, 1 + Math.floor(random() * (sound.length - 2))),
  prose: random =>
    Array.from({ length: 3 + Math.floor(random() * 12) }, () => words[Math.floor(random() * words.length)]).join(' '),
  'prose before': random => `I would ${random() < 0.5 ? 'buy' : 'not sell'} here. ${sound}`,
  'prose after': () => `${sound} That is my decision.`,
  'two values': () => `${sound}\n${sound}`,
  'a range': random => sound.replace('95', `${90 + Math.floor(random() * 5)}-97`),
  'a tilde range': () => sound.replace('115', '110~120'),
  'thousands separators': random => sound.replace('115', `${1 + Math.floor(random() * 9)},115`),
  'not a number': random => sound.replace('0.8', random() < 0.5 ? 'NaN' : 'Infinity'),
  'a number in words': random => sound.replace('95', random() < 0.5 ? '"95"' : '"about 95"'),
  'a repeated key': () => sound.replace('"signal":', '"signal":"hold","signal":'),
  'an unknown signal': random =>
    sound.replace('enter_long', ['buy', 'LONG', 'enter long', 'strong_buy', ''][Math.floor(random() * 5)] ?? ''),
  'a negated signal': () => sound.replace('enter_long', 'do not enter_long'),
  'confidence beyond 1': random => sound.replace('0.8', String(1 + Math.floor(random() * 99) + 0.01)),
  'a size of its own': random =>
    sound.replace(
      '"confidence"',
      `"${['quantity', 'leverage', 'notional', 'riskUsd'][Math.floor(random() * 4)]}":9,"confidence"`,
    ),
  'a missing stop': () => answerWith({ ...soundEntry, stopLoss: undefined }),
  'a missing target': () => answerWith({ ...soundEntry, profitTarget: undefined }),
  'a missing invalidation': () => answerWith({ ...soundEntry, invalidation: undefined }),
  'a missing justification': () => answerWith({ ...soundEntry, justification: undefined }),
  'a stop on the wrong side': random => answerWith({ ...soundEntry, stopLoss: 100 + random() * 50 }),
  'a target on the wrong side': random => answerWith({ ...soundEntry, profitTarget: 100 - random() * 50 }),
  'a poor bet': random => answerWith({ ...soundEntry, profitTarget: 100 + 5 * random() }),
  'an unknown symbol': () => answerWith({ ...soundEntry, symbol: 'GME' }),
  'the symbol twice': () => answerWith(soundEntry, soundEntry),
  'an unknown series': () =>
    answerWith({ ...soundEntry, invalidation: [[{ series: 'vix@1d', operator: '>', level: 30 }]] }),
  'a series that was not supplied': () =>
    answerWith({ ...soundEntry, invalidation: [[{ series: 'close@4h', operator: '<', level: 97 }]] }),
  'no timeframe': () => answerWith({ ...soundEntry, invalidation: [[{ series: 'close', operator: '<', level: 97 }]] }),
  'a plan that is broken already': random =>
    answerWith({
      ...soundEntry,
      invalidation: [[{ series: 'close@1d', operator: '<', level: 100.5 + random() * 90 }]],
    }),
  'a plan beyond the stop': random =>
    answerWith({ ...soundEntry, invalidation: [[{ series: 'close@1d', operator: '<', level: 95 - random() * 40 }]] }),
  'a close with nothing held': () => answerWith({ ...soundEntry, signal: 'close', reasonCode: 'risk' }),
  empty: random => ' '.repeat(Math.floor(random() * 4)),
  'a refusal': () => "I'm sorry, but I can't help with trading decisions.",
  'an array': () => JSON.stringify([soundEntry]),
  'a deep nest': () => `${'['.repeat(5000)}${']'.repeat(5000)}`,
  'flipped characters': random => {
    const at = Math.floor(random() * sound.length);
    return `${sound.slice(0, at)}\u0000${sound.slice(at + 1)}`;
  },
};

/** Answers that must decide nothing: kind and text, `count` of them, the same for the same seed. */
export function invalidAnswers(count: number, seed = 3): { kind: string; text: string }[] {
  const random = seeded(seed);
  const kinds = Object.entries(broken);
  return Array.from({ length: count }, (_, i) => {
    const [kind, make] = kinds[i % kinds.length] ?? ['empty', () => ''];
    return { kind, text: make(random) };
  });
}
