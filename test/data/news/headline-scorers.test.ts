import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CachedScorer } from '../../../data/news/cached-scorer.ts';
import { cascadeScorer } from '../../../data/news/cascade-scorer.ts';
import type { Headline, HeadlineScorer } from '../../../data/news/headline-scorer.ts';
import { schemaScorer } from '../../../data/news/schema-scorer.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const signal = new AbortController().signal;
const rise: Headline = { text: 'Net sales increased by 4 %', language: 'en' };
const fall: Headline = { text: 'Le bénéfice recule', language: 'fr' };
const offline = cascadeScorer();

/** Counts what it is asked. */
function counted(inner: HeadlineScorer): HeadlineScorer & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: inner.name,
    asked,
    score: (headlines, stop) => {
      asked.push(...headlines.map(one => one.text));
      return inner.score(headlines, stop);
    },
  };
}

describe('a scorer over a language model', () => {
  it('gives its scores in the order of the headlines', async () => {
    const scores = await schemaScorer(async () => ({ scores: [0.8, -0.7] }), offline).score([rise, fall], signal);
    expect(scores).toEqual([
      { score: 0.8, label: 'positive', by: 'language-model', weight: 1 },
      { score: -0.7, label: 'negative', by: 'language-model', weight: 1 },
    ]);
  });

  it('that disagrees with the offline sign counts for nothing', async () => {
    const scores = await schemaScorer(async () => ({ scores: [-0.8, -0.1] }), offline).score([rise, rise], signal);
    expect(
      scores.map(one => one.weight),
      'a score near zero is no disagreement',
    ).toEqual([0, 1]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['fails', () => Promise.reject(new Error('no key'))],
    ['says nothing', async () => undefined],
    ['answers with words', async () => 'positive'],
    ['leaves one out', async () => ({ scores: [1] })],
    ['goes out of range', async () => ({ scores: [3, 0] })],
  ])('that %s is replaced by the offline scores, which say so', async (_how, ask) => {
    const scores = await schemaScorer(ask, offline).score([rise, fall], signal);
    expect(scores).toMatchObject([
      { label: 'positive', by: 'rules', provisional: true },
      { label: 'negative', by: 'rules', provisional: true },
    ]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const scorer = schemaScorer(async () => stop.abort(new Error('stopped')), offline);
    await expect(scorer.score([rise], stop.signal)).rejects.toThrow('stopped');
  });
});

describe('a scorer with a memory', () => {
  it('asks once for each headline, within a batch and between batches', async () => {
    const inner = counted(offline);
    const cached = new CachedScorer(inner);
    const first = await cached.score([rise, fall, rise], signal);
    expect(first).toEqual(await offline.score([rise, fall, rise], signal));
    expect(await cached.score([fall], signal)).toEqual([first[1]]);
    expect(inner.asked).toEqual([rise.text, fall.text]);
  });

  it('tells languages apart', async () => {
    const inner = counted(offline);
    await new CachedScorer(inner).score([rise, { ...rise, language: 'fr' }], signal);
    expect(inner.asked.length).toBe(2);
  });

  it('remembers over a restart, and passes over a line that was cut short', async () => {
    const path = join(temporaryFolder(), 'scores', 'scores.jsonl');
    await new CachedScorer(offline, path).score([rise], signal);
    appendFileSync(path, '{"key":"cut');
    const inner = counted(offline);
    const again = new CachedScorer(inner, path);
    expect(await again.score([rise, fall], signal)).toEqual(await offline.score([rise, fall], signal));
    expect(inner.asked).toEqual([fall.text]);
    const third = counted(offline);
    await new CachedScorer(third, path).score([rise, fall], signal);
    expect(third.asked, 'what was written behind the cut line is whole').toEqual([]);
    expect(readFileSync(path, 'utf8')).not.toContain(rise.text);
  });

  it('asks again for what stood in for a language model', async () => {
    const inner = counted(schemaScorer(() => Promise.reject(new Error('no key')), offline));
    const cached = new CachedScorer(inner);
    expect(await cached.score([rise], signal)).toMatchObject([{ by: 'rules', provisional: true }]);
    await cached.score([rise], signal);
    expect(inner.asked.length).toBe(2);
  });
});
