import { describe, expect, it } from 'vitest';
import { contractSymbol, expiryOf, frontMonth, rollOf } from '../../../data/calendar/contract.ts';

describe('a futures contract', () => {
  it.each([
    ['ES', '2024-12', '2024-12-20'],
    ['ES', '2026-12', '2026-12-18'],
    ['NQ', '2008-03', '2008-03-20'],
    ['ES', '2026-06', '2026-06-18'],
    ['CL', '2024-12', '2024-11-20'],
    ['CL', '2025-01', '2024-12-19'],
    ['CL', '2020-05', '2020-04-21'],
    ['GC', '2024-08', '2024-08-28'],
    ['GC', '2024-12', '2024-12-27'],
  ] as const)('%s of %s expires on %s, as CME Group published', (root, month, day) => {
    expect(expiryOf(root, month)).toBe(day);
  });

  it('has its root, the letter of its month and its year as symbol', () => {
    expect([contractSymbol('ES', '2026-12'), contractSymbol('CL', '2025-01'), contractSymbol('GC', '2009-08')]).toEqual(
      ['ESZ26', 'CLF25', 'GCQ09'],
    );
  });

  it('gives way to the next one eight days before the third Friday', () => {
    expect(rollOf('ES', '2024-09')).toBe('2024-09-12');
    expect([frontMonth('ES', '2024-09-11'), frontMonth('ES', '2024-09-12')]).toEqual(['2024-09', '2024-12']);
    expect(frontMonth('NQ', '2024-12-31'), 'over the turn of the year').toBe('2025-03');
  });

  it('of crude oil and gold is left before it ends or can be delivered', () => {
    expect([rollOf('CL', '2020-05'), frontMonth('CL', '2020-04-20')], 'not on the day of negative prices').toEqual([
      '2020-04-14',
      '2020-06',
    ]);
    expect([rollOf('GC', '2024-12'), frontMonth('GC', '2024-11-27')]).toEqual(['2024-11-26', '2025-02']);
    for (const root of ['ES', 'CL', 'GC'] as const)
      for (const year of [1999, 2012, 2026])
        expect(rollOf(root, `${year}-12`) < expiryOf(root, `${year}-12`)).toBe(true);
  });

  it.each(['2024-05', '2024-13', 'December', '2024-1'])('of the month "%s" does not exist for the ES', month => {
    expect(() => expiryOf('ES', month)).toThrow(
      expect.objectContaining({ code: 'user.bad-request', message: expect.stringContaining('3, 6, 9, 12') }),
    );
  });
});
