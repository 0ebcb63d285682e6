import { describe, expect, it } from 'vitest';
import { dayOf, sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { hybridRows } from '../../../models/hybrid/hybrid-dataset.ts';
import { textCount } from '../../../models/hybrid/hybrid-rows.ts';
import { generatedMark } from '../../../models/hybrid/market-summary.ts';
import { offlineEmbedder, offlineEmbedding } from '../../../models/hybrid/offline-embedding.ts';
import { marketSummaries, textVectors } from '../../../models/hybrid/text-vectors.ts';

const sample = new SampleSource().read('SPX', '1d') ?? expect.fail('no sample');
const series = sliceSeries(sample, 0, 960);

describe('text of the rows', () => {
  const summaries = marketSummaries(series);

  it('is a generated summary for each day after the warm-up', () => {
    expect(summaries.size).toBe(series.length - 448);
    expect([...summaries.values()].every(text => text.startsWith(generatedMark))).toBe(true);
    expect(new Set(summaries.values()).size, 'days differ').toBeGreaterThan(400);
  });

  it('reaches the dataset as one vector for each row', async () => {
    const text = await textVectors(summaries, offlineEmbedder);
    const rows = hybridRows(series, { text });
    expect(rows.hasText.every(flag => flag === 1)).toBe(true);
    const row = 77;
    const expected = offlineEmbedding(summaries.get(dayOf(rows.openAt[row] ?? 0)) ?? '');
    expect(rows.text?.subarray(row * textCount, (row + 1) * textCount)).toEqual(expected);
  });
});
