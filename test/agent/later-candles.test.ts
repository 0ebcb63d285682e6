import { describe, expect, it } from 'vitest';
import type { CandleSeries } from '../../data/candle.ts';
import { entryAt, managedAgent, recentHistory } from '../kit/managed-agent.ts';
import { seeded } from '../kit/seeded.ts';

/** The same candles up to `index`; from there on they are shuffled, and dearer by half. */
function changedAfter(whole: CandleSeries, index: number, random: () => number): CandleSeries {
  const later = Array.from({ length: whole.length - index - 1 }, (_, i) => index + 1 + i);
  for (let i = later.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [later[i], later[j]] = [later[j] ?? 0, later[i] ?? 0];
  }
  const changed = (column: Float64Array): Float64Array =>
    column.map((value, i) => (i <= index ? value : 1.5 * (column[later[i - index - 1] ?? 0] ?? Number.NaN)));
  const { open, high, low, close, volume } = whole;
  return {
    ...whole,
    open: changed(open),
    high: changed(high),
    low: changed(low),
    close: changed(close),
    volume: changed(volume),
  };
}

const series = recentHistory();

describe('candles that come after a decision', () => {
  it('change no prompt, no decision and no draft', async () => {
    const random = seeded(5);
    for (const start of [260, 303, 318, 349]) {
      const other = changedAfter(series, start, random);
      const [one, two] = await Promise.all(
        [series, other].map(async one => {
          const answer = entryAt(series.close[start] ?? Number.NaN);
          const manager = { timeframes: ['1d', '1w'] };
          const managed = await managedAgent([answer, answer], { series: one, start, manager });
          const { manager: turn } = await managed.agent.parts.cycle.decide(managed.agent.person('test', 'owner'));
          const drafts = managed.agent.parts.ledger.rows('draft').map(({ body }) => body);
          return { prompt: turn?.call.user, decisions: turn?.call.decisions, drafts };
        }),
      );
      expect(two, `cut at ${start}`).toEqual(one);
      const seen = await managedAgent(['{"decisions":[]}'], { series: other, start: start + 1 });
      const { manager } = await seen.agent.parts.cycle.decide(seen.agent.person('test', 'owner'));
      expect(manager?.call.user, 'one candle later it shows').not.toContain(String(series.close[start + 1]));
    }
  });
});
