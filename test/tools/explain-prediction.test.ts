import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { translateTo } from '../../config/text.ts';
import { candlesFrom } from '../../data/candle.ts';
import { formatCandles } from '../../data/candle-csv.ts';
import { ShapReport } from '../../models/explain/shap-report.ts';
import { unproven } from '../../models/volatility/evidence.ts';
import { type DriversAnswer, driversCard } from '../../tools/drivers-card.ts';
import { explainPrediction } from '../../tools/explain-prediction.ts';
import { importCandles } from '../../tools/import-candles.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { reportImportance } from '../../tools/report-importance.ts';
import { callTool } from '../../tools/tool.ts';
import { walk } from '../kit/candle-fixture.ts';
import { temporaryFolder, testAgent, testSettings } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';

const settings = testSettings();
const { agent } = await testAgent({ settings });
const spx = { symbol: 'SPX' };
const progress: number[] = [];
const context = { ...contextOf(agent), progress: (share: number) => void progress.push(share) };
const result = await callTool(explainPrediction, spx, context);
const answer = outputOf<DriversAnswer>(result);
const { drivers: kept, evidence } = context.models;
const reportPath = join(settings.stateFolder, 'models', 'shap', 'SPX', '2020-04-17.json');
const csvPath = join(settings.stateFolder, 'models', 'importance', 'SPX', 'feature_importance.csv');

describe('explain_prediction', () => {
  it('explains the forecast that predict_volatility gives', async () => {
    const forecast = outputOf<{ sigmaDaily: number; model: string }>(await called(predictVolatility, spx, 'en', agent));
    expect(answer.model).toBe(forecast.model);
    expect(answer.sigmaDaily).toBeCloseTo(forecast.sigmaDaily, 10);
  });

  it('adds up: the usual volatility times all effects is the forecast', () => {
    const effects = answer.drivers.reduce((product, { phi }) => product * Math.exp(phi / 2), answer.usualDaily);
    expect(answer.held).toBe(false);
    expect(effects).toBeCloseTo(answer.sigmaDaily, 10);
  });

  it('begins with a plain sentence: how far, beside what is usual, and why', () => {
    const lead = (over: Partial<DriversAnswer>, language: 'en' | 'fr' = 'en') =>
      driversCard({ ...answer, usualDaily: 1, ...over }, translateTo(language)).lead;
    const week = { name: 'lnWeek', now: 2, usual: 1, phi: 0.8 };
    expect(lead({ sigmaDaily: 1.5, drivers: [week] })).toBe(
      'The S&P 500 is likely to move by about 1.5% on the next trading day, more than usual (1.0%), above all because the last week was lively.',
    );
    expect(lead({ sigmaDaily: 0.6, drivers: [{ ...week, name: 'lnVix', phi: -0.8 }] })).toMatch(
      /less than usual \(1\.0%\), above all because options are priced for small moves\.$/,
    );
    expect(lead({ sigmaDaily: 1.05, drivers: [{ ...week, name: 'leverage' }] }, 'fr')).toMatch(
      /comme d'habitude ou presque \(1,0.%\), surtout parce que le prix vient de baisser\.$/,
    );
    expect(result.card.lines[0], 'the figures stand behind it').toMatch(/^Daily volatility forecast \d/);
  });

  it('shows the ten largest drivers of the tree model as bars, and five in words', () => {
    const { chart, lines } = result.card;
    const sizes = chart?.bars?.values.map(value => Math.abs(Math.log1p((value ?? 0) / 100))) ?? [];
    expect(sizes.length).toBe(10);
    for (const [k, size] of sizes.entries()) expect(size).toBeLessThanOrEqual((sizes[k - 1] ?? 9) + 1e-4);
    const { second } = answer;
    expect(second?.features.read).toBe(350 - (second?.features.lacking ?? 0) - (second?.features.still ?? 0));
    expect(lines.filter(line => /^(Raised|Lowered) by /.test(line)).length).toBe(5);
    expect(second?.record?.days).toBe(250);
  });

  it('says how far it is', () => {
    expect(progress[0]).toBe(0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('keeps the report of the day over all 350 features, which adds up to the forecast of the trees', () => {
    const report = ShapReport.parse(JSON.parse(readFileSync(reportPath, 'utf8')));
    expect([report.day, report.features.length]).toEqual(['2020-04-17', 350]);
    const sum = report.features.reduce((all, { phi }) => all + phi, report.base);
    expect(sum).toBeCloseTo(report.output, 12);
    const unread = new Set(report.unread);
    expect(report.features.filter(({ feature }) => unread.has(feature)).every(({ phi }) => phi === 0)).toBe(true);
  });

  it('keeps the 150 most important features, and says aloud when their file was damaged', async () => {
    expect(readFileSync(csvPath, 'utf8').trimEnd().split('\n').length, 'a header and 150 lines').toBe(151);
    writeFileSync(csvPath, 'feature,importance,rank\nhar_day,many,1\n');
    const mended = await callTool(explainPrediction, spx, context);
    expect(outputOf<DriversAnswer>(mended).choice).toMatchObject({ count: 150, source: 'computed' });
    expect(mended.card.lines.at(-1)).toBe(
      'Features for a smaller network: 150, ranked just now. Feature importance, line 2: "har_day,many,1" is not a name, a number and a rank.',
    );
    expect(readFileSync(csvPath, 'utf8').trimEnd().split('\n').length).toBe(151);
  });

  it('explains the log-HAR that is served, and log-HAR itself where another model is', async () => {
    const about = { symbol: 'SPX', days: 1, proxy: 'range', from: '2019-01-02', to: '2020-04-17' } as const;
    const serve = async (model: string) => {
      const champion = { model, reason: { kind: 'ahead', advantage: -3 } } as const;
      evidence.write({ ...about, count: 250, contestants: 2, champion });
      const now = await callTool(explainPrediction, spx, context);
      return { ...outputOf<DriversAnswer>(now), lines: now.card.lines };
    };
    const long = await serve('log-lhar-conformal');
    expect([long.model, long.drivers.length]).toEqual(['log-lhar', 6]);
    const garch = await serve('ewma');
    expect(garch.model).toBe('log-har');
    expect(garch.lines[1]).toMatch(/^ewma is served: .* What is explained here is log-har, the yardstick\.$/);
    evidence.write({ ...about, count: 250, contestants: 2, champion: unproven });
  });

  it('says why there is no second opinion on a short history', async () => {
    const path = join(temporaryFolder(), 'short.csv');
    writeFileSync(path, formatCandles([...candlesFrom(walk(300, 2), 0)]));
    await called(importCandles, { path, symbol: 'BTC/USD' }, 'en', agent);
    const short = await called(explainPrediction, { symbol: 'BTC/USD' }, 'fr', agent);
    expect(short.card.chart?.bars?.values.length, 'the drivers of log-HAR').toBe(4);
    expect(short.card.lines[1]).toMatch(/^Pas de second avis\u202F: .* demande 501 bougies quotidiennes/);
    expect(outputOf<DriversAnswer>(short).choice).toMatchObject({ count: 150, source: 'static' });
    const report = await called(reportImportance, { symbol: 'BTC/USD' }, 'en', agent);
    expect(report).toMatchObject({ ok: false, error: { code: 'data.too-few-candles' } });
  });

  it('says so when the forecast is held at a border', () => {
    const card = driversCard({ ...answer, held: true }, translateTo('en'));
    expect(card.lines?.[1]).toContain('held at the border');
  });
});

describe('report_importance', () => {
  it('shows the ranking, its file, how stable it is, and what moved since the day before', async () => {
    const today = kept.reports('SPX').of('2020-04-17');
    if (!today) throw new Error('no report is kept');
    const first = await callTool(reportImportance, spx, context);
    expect(first.card.lines[0]).toContain('No earlier day of SPX has been kept yet');
    const features = today.features.map(one => (one.feature === 'har_week' ? { ...one, phi: one.phi - 1 } : one));
    kept.reports('SPX').keep({ ...today, day: '2020-04-16', features });
    const report = await callTool(reportImportance, spx, context);
    const shown = outputOf<{ ranking: { rank: number }[]; path: string; stability: number; before: { day: string } }>(
      report,
    );
    expect(shown.before).toMatchObject({ day: '2020-04-16', moved: [{ feature: 'har_week' }] });
    expect(shown.ranking.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
    expect(shown.path).toBe(csvPath);
    expect(Math.abs(shown.stability)).toBeLessThan(1);
    expect(report.card.lines).toContain(`File: ${csvPath}`);
  });

  it('names the file of a kept day that is damaged', async () => {
    const path = join(settings.stateFolder, 'models', 'shap', 'SPX', '2020-04-16.json');
    writeFileSync(path, '{"day":"2020-04-16"}');
    const report = await callTool(reportImportance, spx, context);
    expect(report).toMatchObject({ ok: false, error: { code: 'data.bad-file', details: { path } } });
  });
});
