import { describe, expect, test } from 'vitest';
import { fold } from '../../config/suggest.ts';
import { understand } from '../../models/planner/understand.ts';
import { ownSentences } from './own-sentences.ts';
import { tools, worldFor } from './planner-fixture.ts';
import { cases, failures } from './planner-score.ts';

describe('the sentences of somebody else', () => {
  test('at least 95 % of them are understood fully: tools, order and arguments', () => {
    const wrong = failures();
    const share = 1 - wrong.length / cases.length;
    expect(share, `${(share * 100).toFixed(1)} %\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(0.95);
  });

  test('no example of a tool is one of them', () => {
    const plain = (text: string) =>
      fold(text)
        .replace(/[^a-z0-9$%&/.]+/g, ' ')
        .trim();
    const sentences = new Set(cases.map(({ text }) => plain(text)));
    expect(tools.flatMap(({ examples }) => examples).filter(example => sentences.has(plain(example)))).toEqual([]);
  });
});

describe('the sentences of the authors', () => {
  test.each(ownSentences)('%s', (text, ...wanted) => {
    const given = understand(text, tools, worldFor(text));
    const calls =
      given.kind === 'calls' ? given.calls : given.kind === 'asks' ? [...(given.first ?? []), given.call] : [];
    const missing = given.kind === 'asks' ? given.missing : undefined;
    expect(calls).toEqual(wanted.map(([name, args]) => ({ name, args })));
    expect(missing).toEqual(wanted.at(-1)?.[2]);
  });
});

describe('every example of a tool', () => {
  test.each(tools.flatMap(({ name, examples }) => examples.map(example => [example, name] as const)))(
    '"%s" asks for %s',
    (example, name) => {
      const given = understand(example, tools, worldFor(example));
      const calls = given.kind === 'calls' ? given.calls : given.kind === 'asks' ? [given.call] : [];
      expect([...new Set(calls.map(call => call.name))]).toEqual([name]);
    },
  );
});
