import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainOf, type Span, splitSpans } from '../../agent/channels/split-spans.ts';
import { cardSpans, keyboardOf } from '../../agent/telegram/telegram-card.ts';
import { htmlOf, spansOf } from '../../agent/telegram/telegram-text.ts';
import { Card, type CardInput } from '../../tools/card.ts';
import { checkedMarkup, parsedHtml } from '../kit/fake-telegram-rules.ts';

const tag = fc.constantFrom('b', 'i', 'code', 'pre', undefined);
const words = fc.string({ unit: fc.constantFrom('a', 'é', '<', '&', '>', ' ', '\n', '.', '😀', '—'), maxLength: 400 });
const span: fc.Arbitrary<Span> = fc
  .tuple(words, tag)
  .map(([text, given]) => (given === undefined ? { text } : { text, tag: given }));
const message = fc.array(span, { maxLength: 30 });

const shelf = { keepQuestion: () => undefined, question: () => undefined };
const html = (card: CardInput, language: 'en' | 'fr' = 'en'): string => htmlOf(cardSpans(Card.parse(card), language));

describe('a long message', () => {
  it('joined it is the original, each part keeps the limit and is balanced HTML', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 2, max: 300 }), (spans, most) => {
        const parts = splitSpans(spans, most);
        expect(parts.map(plainOf).join('')).toBe(plainOf(spans));
        for (const part of parts) {
          expect(plainOf(part).length).toBeLessThanOrEqual(most);
          expect(parsedHtml(htmlOf(part)), 'parsed strictly it is the text').toBe(plainOf(part));
          expect(plainOf(part), 'no half of a pair of surrogates').not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each([
    ['a paragraph', `${'x'.repeat(60)}\n\n${'y'.repeat(20)}\n${'z'.repeat(40)}`, 62],
    ['a line', `${'x'.repeat(60)}\n${'y '.repeat(30)}`, 61],
    ['a sentence', `${'x'.repeat(60)}. ${'y '.repeat(30)}`, 62],
    ['a word', `${'x'.repeat(20)} ${'y'.repeat(90)}`, 21],
    ['nothing better, the limit', 'x'.repeat(150), 100],
  ])('is cut at %s', (_, text, length) => {
    const [first = []] = splitSpans([{ text }], 100);
    expect(plainOf(first)).toHaveLength(length);
  });
});

describe('an answer on Telegram', () => {
  it('shows bold, code and headings of Markdown and nothing of its signs', () => {
    expect(htmlOf(spansOf('# Risk\n**VaR** is `95 %`'))).toBe('<b>Risk</b>\n<b>VaR</b> is <code>95 %</code>');
  });

  it('cannot carry HTML of its own, and calls nobody by name', () => {
    expect(htmlOf(spansOf('<a href="http://x">y</a> & @somebody'))).toBe(
      '&lt;a href="http://x"&gt;y&lt;/a&gt; &amp; <code>@somebody</code>',
    );
    expect(plainOf(spansOf('a\u202Eb\u200B'))).toBe('ab');
  });
});

describe('a card on Telegram', () => {
  it('has its title in bold and a small table in fixed width', () => {
    const table = { columns: ['Day', 'Close'], rows: [['2020-04-17', '2,874.56']] };
    expect(html({ title: 'S&P 500', lead: 'It stands.', table, footnote: 'As of 2020-04-17' })).toBe(
      '<b>S&amp;P 500</b>\nIt stands.\n\n<pre>Day            Close\n────────────────────\n2020-04-17  2,874.56</pre>\n\n<i>As of 2020-04-17</i>',
    );
  });

  it('gives a table that is too wide for a phone as lines', () => {
    const long = 'Something that takes more than forty characters';
    expect(html({ title: 'T', table: { columns: ['Order', ''], rows: [['Quantity', long]] } })).toBe(
      `<b>T</b>\n\nQuantity: <b>${long}</b>`,
    );
    expect(html({ title: 'T', table: { columns: ['Ordre', ''], rows: [['Quantité', long]] } }, 'fr')).toContain(
      'Quantité\u202F: <b>',
    );
    const narrow = {
      columns: ['Quantile', 'Daily volatility', 'Move of one such day'],
      rows: [['5%', '0.92%', '± 26.32']],
    };
    expect(html({ title: 'T', table: narrow })).toBe(
      '<b>T</b>\n\n<i>Quantile · Daily volatility · Move of one such day</i>\n<pre>5%  0.92%  ± 26.32</pre>',
    );
    const three = { columns: ['Symbol', 'Side', 'Why'], rows: [['SPX', 'buy', long]] };
    expect(html({ title: 'T', table: three })).toBe(`<b>T</b>\n\n<b>SPX</b>\n  Side: buy\n  Why: ${long}`);
  });

  it('has buttons of at most 64 bytes, those of a decision side by side', () => {
    const ref = { proposalId: 'P-123456', version: 12, nonce: 'abcdefgh12345678' };
    const question = 'é'.repeat(200);
    const card = Card.parse({
      title: 'T',
      actions: [
        { kind: 'approve', label: 'Approve', ...ref },
        { kind: 'reject', label: 'Reject', ...ref },
        { kind: 'edit', label: 'Edit', ...ref },
        { kind: 'ask', label: 'More', question },
        { kind: 'ask', label: 'Less', question: `${question}?` },
        { kind: 'approve', label: 'of nothing' },
      ],
    });
    const keyboard = keyboardOf(card, shelf);
    expect(checkedMarkup(keyboard), 'the server takes it').toEqual(keyboard);
    expect(keyboard?.inline_keyboard.map(row => row.map(({ text }) => text))).toEqual([
      ['Approve', 'Reject', 'Edit'],
      ['More'],
      ['Less'],
    ]);
    expect(keyboardOf(Card.parse({ title: 'T' }), shelf)).toBeUndefined();
  });
});
