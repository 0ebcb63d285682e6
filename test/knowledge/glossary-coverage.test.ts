import { describe, expect, it } from 'vitest';
import { FeatureCategory } from '../../data/features/feature-row.ts';
import { IndicatorName, indicators } from '../../data/features/indicators.ts';
import { OrderTerms } from '../../data/ledger-row.ts';
import { macroNames } from '../../data/macro/macro-series.ts';
import { Glossary } from '../../knowledge/glossary/glossary.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { headNames } from '../../models/hybrid/heads.ts';
import { performanceOf } from '../../models/performance/performance.ts';
import { Mood, Route } from '../../models/regime/regime.ts';
import { ruleNames } from '../../models/risk/gate.ts';
import { usualContestants } from '../../models/volatility/usual-contestants.ts';
import { volatilityRegimes } from '../../models/volatility/volatility-regime.ts';
import { headWords } from '../../tools/head-words.ts';
import { moods, routes } from '../../tools/regime-words.ts';
import { runBacktest } from '../../tools/run-backtest.ts';
import { called } from '../kit/tool-call.ts';

const glossary = new Glossary(loadEntries());

/** The names that no entry carries exactly. */
const unexplained = (names: readonly string[]): string[] =>
  names.filter(name => {
    const found = glossary.lookUp(name);
    return found.kind !== 'found' || found.corrected;
  });

/** `maxDrawdown` and `stop-side` as words. */
const spaced = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .replace(/ Usd$/, '')
    .toLowerCase();

describe('the glossary explains', () => {
  it.each(IndicatorName.options)('the indicator %s under its label in both languages', name => {
    const { en, fr } = indicators[name].label;
    expect(unexplained([en, fr])).toEqual([]);
  });

  it('every statistic of the performance room', () => {
    const empty = performanceOf({
      timeframe: '1d',
      daysPerYear: 252,
      openAt: new Float64Array(),
      equityUsd: new Float64Array(),
      exposed: new Uint8Array(),
      trades: [],
    });
    const figures = Object.entries(empty).flatMap(([name, figure]) => (Array.isArray(figure) ? [] : [name]));
    const names = [...figures, ...Object.keys(empty.trades.all)].map(spaced);
    expect(unexplained(names)).toEqual([]);
  });

  it.each(['en', 'fr'] as const)('every figure of the backtest card, in %s', async language => {
    const { card } = await called(runBacktest, { symbol: 'SPX', strategy: 'sma_cross' }, language);
    const names = card.table?.rows.map(([name]) => name ?? '') ?? [];
    expect(names.length).toBeGreaterThan(10);
    expect(unexplained(names)).toEqual([]);
  });

  it('every category of features', () => {
    expect(unexplained(FeatureCategory.options.map(spaced))).toEqual([]);
  });

  it('every head of the network, as people call it', () => {
    expect(unexplained(headNames.flatMap(name => [headWords[name].en, headWords[name].fr]))).toEqual([]);
  });

  it('every route, every mood and every regime of volatility', () => {
    const said = [...Route.options.map(name => routes[name]), ...Mood.options.map(name => moods[name])];
    expect(unexplained(said.flatMap(({ en, fr }) => [en, fr]))).toEqual([]);
    expect(unexplained(volatilityRegimes.map(name => `${name} volatility`))).toEqual([]);
  });

  it('every rule of the gate', () => {
    expect(unexplained(ruleNames.map(spaced))).toEqual([]);
  });

  it('every forecaster of volatility', () => {
    const names = usualContestants({ days: 1 }).map(({ forecaster }) => forecaster.name);
    const families = names.map(name => name.replace(/(?:-(?:x|vix|normal|student-t)|[ +]*-?conformal)+$/, ''));
    expect(unexplained(families)).toEqual([]);
  });

  it('every macro series and every type of order', () => {
    expect(unexplained([...macroNames, ...OrderTerms.shape.type.options.map(type => `${spaced(type)} order`)])).toEqual(
      [],
    );
  });

  it.each([
    ['confidence', 'confiance'],
    ['calibration', 'calibration'],
    ['Brier score', 'score de Brier'],
    ['break-even probability', "probabilité d'équilibre"],
    ['invalidation', 'invalidation'],
    ['thesis', 'thèse'],
    ['plan break', 'rupture de plan'],
    ['reward to risk', 'rapport gain/risque'],
    ['drawdown ladder', 'échelle de repli'],
    ['kill switch', "arrêt d'urgence"],
    ['MCP', 'protocole MCP'],
    ['prompt injection', "injection d'instructions"],
    ['hit rate', 'taux de réussite'],
    ['risk reversal', 'risk reversal'],
    ['open interest', 'positions ouvertes'],
    ['gamma exposure', 'exposition gamma'],
    ['zero-gamma price', 'cours à gamma nul'],
    ['max pain', 'max pain'],
    ['put/call', 'ratio put/call'],
    ['p-value', 'valeur p'],
    ['funding', 'funding'],
    ['liquidation', 'liquidation'],
    ['slippage', 'glissement'],
    ['PSR', 'PSR'],
  ])('the word of a decision or a card %j and %j', (en, fr) => {
    const [first, second] = [glossary.lookUp(en), glossary.lookUp(fr)];
    expect(first).toMatchObject({ kind: 'found', corrected: false });
    expect(second).toEqual({ ...second, kind: 'found', corrected: false });
    if (first.kind === 'found' && second.kind === 'found') expect(second.entry.id).toBe(first.entry.id);
  });
});
