import { describe, expect, it } from 'vitest';
import { getCandles } from '../../tools/get-candles.ts';
import { called, outputOf } from '../kit/tool-call.ts';

type Answer = { candles: { openAt: number }[]; held: number };

const given = async (raw: Record<string, unknown>) => {
  const result = await called(getCandles, { symbol: 'SPX', ...raw });
  const { candles, held } = outputOf<Answer>(result);
  const day = (i: number) => new Date(candles.at(i)?.openAt ?? 0).toISOString().slice(0, 10);
  return { length: candles.length, held, first: day(0), last: day(-1), lines: result.card.lines };
};

describe('get_candles', () => {
  it('gives the ten latest when nothing else is asked', async () => {
    expect(await given({})).toMatchObject({ length: 10, last: '2020-04-17', lines: [] });
  });

  it('gives all of a span, as the sample file has them', async () => {
    expect(await given({ from: '2020-03-02', to: '2020-03-31' }), '22 sessions in March 2020').toEqual({
      length: 22,
      held: 22,
      first: '2020-03-02',
      last: '2020-03-31',
      lines: [],
    });
    expect(await given({ from: '2020-03-02', to: '2020-03-31', count: 5 })).toMatchObject({
      length: 5,
      first: '2020-03-25',
    });
  });

  it('cuts a span that is longer than a table, and says so', async () => {
    const cut = await given({ from: '2000-01-03', to: '2004-12-31' });
    expect(cut, '1256 sessions in five years').toMatchObject({ length: 500, held: 1256, last: '2004-12-31' });
    expect(cut.lines).toEqual(['The span holds 1,256 candles: these are its latest 500.']);
  });

  it('refuses a span without candles, with the span that there is', async () => {
    const empty = await called(getCandles, { symbol: 'SPX', from: '2031-01-01', to: '2031-02-01' });
    expect(empty).toMatchObject({ ok: false, error: { code: 'data.no-history' } });
    expect(empty.card.lead).toContain('its history runs from 2000-01-03 to 2020-04-17');
    expect((await called(getCandles, { symbol: 'SPX', to: '1999-01-01' }, 'fr')).card.lead).toContain(
      'son historique va du 2000-01-03 au 2020-04-17',
    );
  });

  it('refuses a span that is turned round', async () => {
    const round = await called(getCandles, { symbol: 'SPX', from: '2020-03-31', to: '2020-03-02' });
    expect(round.card.lead).toBe('The first day 2020-03-31 is later than the last day 2020-03-02.');
  });
});
