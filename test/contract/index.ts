import { describe, expect, it } from 'vitest';
import type { Glossary, LookUp } from '../../knowledge/glossary/glossary.ts';

/** An index over the terms "Drawdown" (alias DD, French "Repli depuis le sommet"), "Volatility" ("Volatilité") and more. */
export function indexContract(name: string, open: () => Pick<Glossary, 'lookUp'>): void {
  const found = (given: string): string | undefined => {
    const result: LookUp = open().lookUp(given);
    return result.kind === 'found' ? `${result.entry.id}${result.corrected ? ' (corrected)' : ''}` : undefined;
  };

  describe(`${name} as an index`, () => {
    it.each([
      ['the term', 'Drawdown', 'drawdown'],
      ['any case', 'DRAWDOWN', 'drawdown'],
      ['an alias', 'DD', 'drawdown'],
      ['an article before it', 'the drawdown', 'drawdown'],
      ['punctuation', '"drawdown"?', 'drawdown'],
      ['a plural', 'drawdowns', 'drawdown'],
      ['French', 'Repli depuis le sommet', 'drawdown'],
      ['French with an article', 'la volatilité', 'volatility'],
      ['French without its accents', 'volatilite', 'volatility'],
      ['a French plural', 'volatilités', 'volatility'],
      ['spaces about it', '  volatility  ', 'volatility'],
    ])('finds by %s', (_how, given, id) => {
      expect(found(given)).toBe(id);
    });

    it.each([
      ['a letter too few', 'drawdwn'],
      ['a letter too many', 'drawdownn'],
      ['a wrong letter', 'drawdoun'],
      ['two letters swapped', 'drwadown'],
    ])('mends %s and says so', (_how, given) => {
      expect(found(given)).toBe('drawdown (corrected)');
    });

    it.each(['', ' ', '???', '%', '"', "'; drop table names; --", 'NEAR/3 OR NOT x', '*', '🦆', 'xyzzy plugh'])(
      'knows nothing of %j and does not guess',
      given => {
        expect(open().lookUp(given)).toMatchObject({ kind: 'unknown' });
      },
    );

    it('names what comes nearest to an unknown term', () => {
      const result = open().lookUp('drawdown of my savings');
      expect(result.kind === 'unknown' && result.nearest.map(entry => entry.id)).toContain('drawdown');
      expect(result.kind === 'unknown' && result.nearest.length).toBeLessThanOrEqual(3);
    });
  });
}
