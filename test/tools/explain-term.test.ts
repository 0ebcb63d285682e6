import { describe, expect, it } from 'vitest';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { explainTerm } from '../../tools/explain-term.ts';
import { called } from '../kit/tool-call.ts';

const drawdown = loadEntries().find(entry => entry.id === 'drawdown');

describe('explain_term', () => {
  it('explains at the level of the asker, word for word from the glossary', async () => {
    for (const level of ['beginner', 'intermediate', 'expert'] as const) {
      const english = await called(explainTerm, { term: 'drawdown', level });
      expect(english.card).toMatchObject({
        title: 'Drawdown',
        lead: drawdown?.en[level],
        sources: ['Quaestor glossary: drawdown'],
      });
      expect(english.text).toContain(`Drawdown (${level}): ${drawdown?.en[level]}`);
      expect(
        english.card.lines.some(line => line.startsWith('Formula: ')),
        'a beginner needs no formula',
      ).toBe(level !== 'beginner');
    }
    const french = await called(explainTerm, { term: 'repli' }, 'fr');
    expect(french.card.title).toBe('Repli depuis le sommet');
    expect(french.card.lead?.replaceAll('\u00A0', ' ')).toBe(drawdown?.fr.beginner);
  });

  it('warns of what people get wrong, at every level and in both languages', async () => {
    for (const level of ['beginner', 'intermediate', 'expert'] as const) {
      const english = await called(explainTerm, { term: 'drawdown', level });
      expect(english.card.lines).toContain(`Take care: ${drawdown?.en.pitfalls}`);
      expect(english.text).toContain(`Pitfalls: ${drawdown?.en.pitfalls}`);
    }
    const french = await called(explainTerm, { term: 'repli' }, 'fr');
    expect(french.card.lines.some(line => line.startsWith('Attention'))).toBe(true);
  });

  it('gives an expert the intermediate text, and calls it so, where a term has two levels', async () => {
    const omega = loadEntries().find(entry => entry.id === 'omega-ratio');
    const answer = await called(explainTerm, { term: 'omega ratio', level: 'expert' });
    expect(omega?.en.expert).toBeUndefined();
    expect(answer.card.lead).toBe(omega?.en.intermediate);
    expect(answer.text).toContain('Omega ratio (intermediate): ');
  });

  it('offers related terms as questions', async () => {
    const { card } = await called(explainTerm, { term: 'drawdown' });
    expect(card.actions).toHaveLength(3);
    expect(card.actions[0]).toEqual({
      kind: 'ask',
      label: 'Maximum drawdown',
      question: 'What does "Maximum drawdown" mean?',
    });
    expect((await called(explainTerm, { term: 'drawdown' }, 'fr')).card.actions[0]?.question).toBe(
      'Que veut dire « Repli maximal » ?',
    );
  });

  it('says how it read a word with a typing error', async () => {
    const { card } = await called(explainTerm, { term: 'drawdwon' });
    expect(card.lead).toMatch(/^Taking "drawdwon" as "Drawdown"\. /);
    expect((await called(explainTerm, { term: 'drawdwon' }, 'fr')).card.lead).toMatch(
      /^Je lis «\s?drawdwon\s?» comme «\s?Repli depuis le sommet\s?»\. /,
    );
  });

  it('does not guess what it does not know', async () => {
    const result = await called(explainTerm, { term: 'drawdown of my savings' });
    expect(result).toMatchObject({ ok: true, output: { kind: 'unknown' } });
    expect(result.card.lead).toMatch(
      /^I don't know "drawdown of my savings": .* I do not guess\. Did you mean one of these\?$/,
    );
    expect(result.card.actions.map(action => action.label)).toContain('Drawdown');
    expect(result.text).toContain('do not invent a definition');
    const lost = await called(explainTerm, { term: 'qqqq wwww' });
    expect(lost.card.lead).toMatch(/I do not guess\.$/);
    expect(lost.card.actions).toEqual([]);
    expect(lost.text).toContain('Nearest entries: none');
  });
});
