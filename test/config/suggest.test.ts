import { describe, expect, it } from 'vitest';
import { didYouMean, didYouMeanText, editDistance, fold, nearest } from '../../config/suggest.ts';
import { seeded } from '../kit/seeded.ts';

describe('the edit distance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['saturday', 'sunday', 3],
    ['ca', 'abc', 3],
    ['ab', 'ba', 1],
    ['flaw', 'lawn', 2],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['', '', 0],
    ['same', 'same', 0],
    ['NVDA', 'NVDAA', 1],
    ['🦆x', 'x🦆', 1],
  ])('from %j to %j is %i', (left, right, distance) => {
    expect(editDistance(left, right), 'Wagner and Fischer 1974; "ca" to "abc" is 3 in optimal string alignment').toBe(
      distance,
    );
  });

  it('is symmetric, zero for equal texts alone, and at most the longer length', () => {
    const random = seeded(21);
    const word = () => Array.from({ length: Math.floor(random() * 8) }, () => 'abc'[Math.floor(random() * 3)]).join('');
    for (let i = 0; i < 2000; i += 1) {
      const [a, b] = [word(), word()];
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }
  });
});

describe('a suggestion', () => {
  it('is the nearest name, whatever the case and the accents', () => {
    expect(nearest('NVDAA', ['AMD', 'NVDA'])).toBe('NVDA');
    expect(nearest('volatilite', ['Volatilité', 'Sharpe'])).toBe('Volatilité');
    expect(nearest('max-positon', ['max-position', 'max-daily-loss'])).toBe('max-position');
  });

  it('is made only when a third of the letters, or one of a short name, would do', () => {
    expect(nearest('abcdef', ['abcxyz']), 'three of six').toBeUndefined();
    expect(nearest('abcdef', ['abcdxy']), 'two of six').toBe('abcdxy');
    expect(nearest('FOO', ['GOOG']), 'two edits of three letters are another word').toBeUndefined();
    expect(nearest('SPXX', ['SPX']), 'one of four').toBe('SPX');
    expect(nearest('ab', ['cd'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });

  it('is a sentence in each language, or nothing', () => {
    expect(didYouMean('NVDAA', ['NVDA'])).toBe(' Did you mean "NVDA"?');
    expect(didYouMeanText('NVDAA', ['NVDA']).fr).toBe(' Vouliez-vous dire « NVDA » ?');
    expect(didYouMeanText('qwertz', ['NVDA'])).toEqual({ en: '', fr: '' });
  });

  it('folds accents, ligatures, curly apostrophes and capitals', () => {
    expect(fold('L’Œuvre Élevée d’Été')).toBe("l'oeuvre elevee d'ete");
    expect(fold('ŒUVRE'), 'a capital ligature as well').toBe('oeuvre');
  });
});
