import { describe, expect, it } from 'vitest';
import { counted, translateTo } from '../../config/text.ts';

const [en, fr] = [translateTo('en'), translateTo('fr')];
/** French thousands are parted by a narrow no-break space, signs by a no-break space. */
const plain = (text: string): string => text.replace(/[\u00A0\u202F]/g, ' ');

describe('numbers as each language writes them', () => {
  it.each([
    [1234567.891, 2, '1,234,567.89', '1 234 567,89'],
    [0.5, 0, '1', '1'],
    [-1234.5, 1, '-1,234.5', '−1 234,5'],
    [-0.001, 2, '0.00', '0,00'],
    [-0, 2, '0.00', '0,00'],
    [-0.005, 2, '-0.01', '−0,01'],
    [Number.NaN, 2, '–', '–'],
    [Number.POSITIVE_INFINITY, 2, '–', '–'],
  ])('%d with %i decimals', (value, decimals, english, french) => {
    expect([en.number(value, decimals), plain(fr.number(value, decimals))]).toEqual([english, french]);
  });

  it.each([
    [1234.5, '$1,234.50', '1 234,50 $'],
    [-1234.5, '-$1,234.50', '−1 234,50 $'],
    [-0.001, '$0.00', '0,00 $'],
    [0.005, '$0.01', '0,01 $'],
  ])('money of %d', (value, english, french) => {
    expect([en.money(value), plain(fr.money(value))]).toEqual([english, french]);
  });

  it.each([
    [0.0123, 2, '1.23%', '1,23 %'],
    [-0.5, 0, '-50%', '−50 %'],
    [-0.00001, 2, '0.00%', '0,00 %'],
    [12.3456, 1, '1,234.6%', '1 234,6 %'],
  ])('the share %d as percent', (share, decimals, english, french) => {
    expect([en.percent(share, decimals), plain(fr.percent(share, decimals))]).toEqual([english, french]);
  });

  it('two decimals where none are asked for', () => {
    expect([en.number(2), en.percent(0.5), fr.number(2)]).toEqual(['2.00', '50.00%', '2,00']);
  });
});

describe('texts', () => {
  it.each([
    [0, '0 days', '0 jour'],
    [1, '1 day', '1 jour'],
    [2, '2 days', '2 jours'],
  ])('count %d as "%s" and "%s"', (count, english, french) => {
    const days = counted(count, { en: 'day', fr: 'jour' }, { en: 'days', fr: 'jours' });
    expect(days).toEqual({ en: english, fr: french });
  });

  it('are chosen by language, and days are the same in both', () => {
    const text = { en: 'Hello', fr: 'Bonjour' };
    expect([en(text), fr(text), en.language, fr.language]).toEqual(['Hello', 'Bonjour', 'en', 'fr']);
    const instant = Date.UTC(2020, 3, 17, 23, 59);
    expect([en.day(instant), fr.day(instant)]).toEqual(['2020-04-17', '2020-04-17']);
  });

  it('no French sign stands alone on a line', () => {
    expect(fr({ en: '', fr: 'Vraiment ? « Oui » : 5 % de 3 $ ; bien !' })).toBe(
      'Vraiment\u202F? «\u00A0Oui\u00A0»\u202F: 5\u00A0% de 3\u00A0$\u202F; bien\u202F!',
    );
    expect(en({ en: 'What ? : 5 %', fr: '' }), 'English stays as it is').toBe('What ? : 5 %');
    expect(fr.money(5)).toBe('5,00\u00A0$');
    expect(fr.percent(0.5, 0)).toBe('50\u00A0%');
  });
});
