import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { indicators } from '../../data/features/indicators.ts';
import { Glossary } from '../../knowledge/glossary/glossary.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { stemKey, termKey } from '../../knowledge/glossary/term-key.ts';
import { countText } from '../../knowledge/readability/readability.ts';
import { hasReferenceData, readReference } from '../kit/reference-data.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

const entries = loadEntries();
const wordings = entries.flatMap(entry => [entry.en, entry.fr].map(wording => ({ id: entry.id, wording })));

describe('the shipped glossary', () => {
  it('holds at least 240 terms, each once, 120 of them with three levels', () => {
    expect(entries.length).toBeGreaterThanOrEqual(240);
    expect(entries.filter(({ en }) => en.expert !== undefined).length).toBeGreaterThanOrEqual(120);
    expect(new Set(entries.map(entry => entry.id)).size).toBe(entries.length);
    expect(new Glossary(entries).size).toBe(entries.length);
  });

  it('explains each at two levels or three in both languages, in words of their own', () => {
    for (const { id, wording } of wordings) {
      const texts = [wording.beginner, wording.intermediate, wording.expert ?? '', wording.example, wording.pitfalls];
      expect(new Set(texts).size, id).toBe(texts.length);
    }
    for (const { id, en, fr } of entries)
      for (const part of ['beginner', 'intermediate', 'example', 'pitfalls'] as const)
        expect(fr[part], `${id}, ${part}`).not.toBe(en[part]);
  });

  it('warns of what people get wrong in one to three sentences', () => {
    for (const { id, wording } of wordings) {
      const { sentences, words } = countText(wording.pitfalls, 'en');
      expect(sentences, id).toBeLessThanOrEqual(3);
      expect(words, id).toBeLessThanOrEqual(50);
    }
  });

  it('relates terms that exist, never a term to itself', () => {
    const ids = new Set(entries.map(entry => entry.id));
    const dangling = entries.flatMap(entry =>
      entry.related.filter(id => !ids.has(id) || id === entry.id).map(id => `${entry.id} > ${id}`),
    );
    expect(dangling).toEqual([]);
  });

  it('gives no name to two terms', () => {
    const owners = new Map<string, Set<string>>();
    for (const { id, wording } of wordings)
      for (const name of [wording.term, ...wording.aliases])
        owners.set(termKey(name), (owners.get(termKey(name)) ?? new Set()).add(id));
    const shared = [...owners]
      .filter(([, ids]) => ids.size > 1)
      .map(([name, ids]) => `${name}: ${[...ids].join(', ')}`);
    expect(shared, 'a name means one thing').toEqual([]);
  });

  it('finds every term by each of its names', () => {
    const glossary = new Glossary(entries);
    for (const { id, wording } of wordings)
      for (const name of [wording.term, ...wording.aliases])
        expect(glossary.lookUp(name), name).toMatchObject({ kind: 'found', corrected: false, entry: { id } });
  });

  it.each([
    ['rsi', 'rsi', 'RSI'],
    ['macd', 'macd', 'MACD'],
    ['bollinger', 'bollinger-bands', 'Bollinger'],
    ['atr', 'atr', 'ATR'],
    ['true_range', 'true-range', 'TR'],
    ['adx', 'adx', 'ADX'],
    ['stochastic', 'stochastic-oscillator', 'stochastic'],
    ['cci', 'cci', 'CCI'],
    ['obv', 'on-balance-volume', 'OBV'],
    ['supertrend', 'supertrend', 'supertrend'],
    ['keltner', 'keltner-channels', 'Keltner'],
    ['ichimoku', 'ichimoku-cloud', 'Ichimoku'],
    ['donchian', 'donchian-channel', 'Donchian'],
    ['sar', 'parabolic-sar', 'SAR'],
    ['mfi', 'money-flow-index', 'MFI'],
    ['williams_r', 'williams-r', '%R'],
  ] as const)('explains the indicator %s as %s, under its names in both languages and as %s', (name, id, short) => {
    const glossary = new Glossary(entries);
    const { label } = indicators[name];
    for (const asked of [label.en, label.fr, short])
      expect(glossary.lookUp(asked), asked).toMatchObject({ kind: 'found', corrected: false, entry: { id } });
  });

  it('mends one wrong letter in the middle of a long name to that name or to nothing, never to another', () => {
    const glossary = new Glossary(entries);
    let mended = 0;
    for (const { id, wording } of wordings) {
      const { term } = wording;
      if (term.length < 8 || /\d/.test(term)) continue;
      const at = Math.floor(term.length / 2);
      const result = glossary.lookUp(`${term.slice(0, at)}q${term.slice(at + 1)}`);
      if (result.kind !== 'found') continue;
      expect(result.entry.id, term).toBe(id);
      mended += 1;
    }
    expect(mended).toBeGreaterThan(wordings.length / 2);
  });

  it.skipIf(!hasReferenceData)('shares no eight words in a row with the FinRAD sample', () => {
    const grams = (text: string): string[] => {
      const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      return Array.from({ length: Math.max(0, words.length - 7) }, (_, i) => words.slice(i, i + 8).join(' '));
    };
    const theirs = new Set(grams(readReference('finrad-1500.csv')));
    const ours = entries.flatMap(({ en }) =>
      [en.beginner, en.intermediate, en.expert ?? '', en.example, en.pitfalls].flatMap(grams),
    );
    expect(theirs.size).toBeGreaterThan(50_000);
    expect(
      ours.filter(gram => theirs.has(gram)),
      'our own words',
    ).toEqual([]);
  });
});

describe('the entries of a folder', () => {
  function load(yaml: string) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'bad.yaml'), yaml);
    writeFileSync(join(folder, 'notes.txt'), 'not read');
    return () => loadEntries(pathToFileURL(`${folder}/`));
  }

  it.each([
    ['a missing field', '- id: a-b\n', /^bad\.yaml: entry 0\.en: /],
    ['an id with capitals', '- id: AB\n', /entry 0\.id: /],
    ['no list', 'id: a\n', /^bad\.yaml: entry : /],
    ['an empty file', '', /^bad\.yaml: entry : /],
    ['what is no YAML', '- id: [\n', /^bad\.yaml: /],
  ])('are refused for %s, with file and fault', (_what, yaml, message) => {
    expect(load(yaml)).toThrow(
      expect.objectContaining({ code: 'knowledge.bad-entry', message: expect.stringMatching(message) }),
    );
  });
});

describe('the compared form of a term', () => {
  it.each([
    ['The Sharpe Ratio (ex post)', 'sharpe ratio'],
    ["L'effet de levier", 'effet de levier'],
    ['l’écart-type', 'ecart type'],
    ['S&P 500', 's&p 500'],
    ['Value-at-Risk, 95 %', 'value at risk 95 %'],
    ['the', 'the'],
    ['Œuvre', 'oeuvre'],
  ])('of %j is %j', (given, key) => {
    expect(termKey(given)).toBe(key);
  });

  it.each([
    ['options', 'option'],
    ['volatilities', 'volatility'],
    ['taux', 'tau'],
    ['loss', 'loss'],
    ['bid', 'bid'],
  ])('the stem of %j is %j', (given, stem) => {
    expect(stemKey(given)).toBe(stem);
  });
});
