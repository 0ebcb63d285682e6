import { z } from 'zod';
import { dayOf } from '../data/candle.ts';
import { buyAndHold } from '../models/backtest/buy-and-hold.ts';
import { runBacktest } from '../models/backtest/engine.ts';
import { dailyCloses, periodsPerYear, returnsOf } from '../models/performance/equity-curve.ts';
import { outOfSample } from '../models/validation/out-of-sample.ts';
import { parameterGrid } from '../models/validation/parameter-grid.ts';
import { requireCosts } from '../models/validation/require-costs.ts';
import { trialsOf } from '../models/validation/trials-of.ts';
import { foldsOf, walkForward as play } from '../models/validation/walk-forward.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import { foldFields, foldPlan } from './fold-plan.ts';
import { holeIn } from './hole-in.ts';
import { inputOf, labAccount, labSubject, strategyFields } from './lab-subject.ts';
import { runOptions } from './run-options.ts';
import { defineTool } from './tool.ts';

const Fold = z.strictObject({
  train: z.string(),
  test: z.string(),
  parameters: z.record(z.string(), z.number()),
  trainSharpe: z.number(),
  testReturn: z.number(),
  testDrawdown: z.number(),
  trades: z.int(),
});

export const walkForward = defineTool({
  name: 'walk_forward',
  description:
    'Chooses the parameters of a strategy on some years and judges them on the next, again and again: the result out of sample, beside buy and hold.',
  examples: [
    'Walk-forward of the SMA cross on the S&P 500',
    'walk forward test of RSI mean reversion on SPY',
    'test the Donchian breakout out of sample on Bitcoin',
    'walk-forward analysis of Bollinger reversion on SPY, anchored',
    'walk-forward of the SMA cross on Apple, train 3 years, test 6 months',
    'Analyse glissante du croisement de moyennes sur le S&P 500',
    'walk-forward du retour à la moyenne RSI sur SPY',
    'teste la cassure de Donchian hors échantillon sur le Bitcoin',
    'analyse walk-forward des bandes de Bollinger sur SPY',
    "walk-forward du croisement sur Apple, 3 ans d'apprentissage et 1 an de test",
  ],
  effect: 'read',
  seconds: 600,
  input: z.object({ ...strategyFields, ...foldFields }),
  output: z.strictObject({
    symbol: z.string(),
    title: z.strictObject({ en: z.string(), fr: z.string() }),
    folds: z.array(Fold),
    kind: z.string(),
    trials: z.int(),
    hole: z.strictObject({ en: z.string(), fr: z.string() }).nullable(),
    efficiency: z.number().nullable(),
    sharpe: z.number().nullable(),
    annualReturn: z.number().nullable(),
    maxDrawdown: z.number(),
    heldSharpe: z.number().nullable(),
    heldDrawdown: z.number(),
    heldReturn: z.number().nullable(),
    days: z.array(z.string()),
    growth: z.array(z.number()),
    heldGrowth: z.array(z.number()),
    from: z.int(),
    to: z.int(),
    ...Origin.shape,
  }),
  async run({ train_years, test_years, kind, ...given }, context) {
    requireCosts(context.settings.broker);
    const subject = await labSubject(given, context);
    const { spec, series, instrument, strategy, origin } = subject;
    const plan = foldPlan(subject, { train_years, test_years, kind });
    const grid = parameterGrid(strategy, strategy.ranges ?? {}, subject.parameters);
    const folds = foldsOf(plan);
    const found = await play(spec, plan, grid, runOptions(context));
    context.lab.trials.add(trialsOf(subject, found));
    const testFrom = folds[0]?.testFrom ?? 0;
    const market = { ...subject, first: testFrom };
    const held = await runBacktest(inputOf(market, buyAndHold, {}, labAccount(given, context)));
    const periods = periodsPerYear({ timeframe: series.timeframe, daysPerYear: instrument.daysPerYear });
    const own = outOfSample(found.dailyReturns, periods);
    const baseline = outOfSample(returnsOf(dailyCloses(held).equityUsd), periods);
    const days = [...dailyCloses(held).openAt].map(dayOf);
    const step = Math.max(1, Math.ceil(days.length / 400));
    const thin = <T>(list: readonly T[]): T[] => list.filter((_, i) => i % step === 0);
    return {
      symbol: series.symbol,
      title: { ...strategy.title },
      kind,
      folds: found.folds.map(fold => ({
        train: `${dayOf(series.openAt[fold.trainFrom] ?? 0)} – ${dayOf(series.openAt[fold.trainUntil - 1] ?? 0)}`,
        test: `${dayOf(series.openAt[fold.testFrom] ?? 0)} – ${dayOf(series.openAt[fold.testUntil - 1] ?? 0)}`,
        parameters: { ...fold.parameters },
        trainSharpe: fold.trainSharpe * Math.sqrt(periods),
        testReturn: fold.test.totalReturn,
        testDrawdown: fold.test.drawdown,
        trades: fold.test.trades,
      })),
      trials: found.trials,
      hole: holeIn(series, subject.first) ?? null,
      efficiency: Number.isFinite(found.efficiency) ? found.efficiency : null,
      sharpe: own.sharpe.value,
      annualReturn: own.annualReturn.value,
      maxDrawdown: own.drawdown,
      heldSharpe: baseline.sharpe.value,
      heldDrawdown: baseline.drawdown,
      heldReturn: baseline.annualReturn.value,
      days: thin(days),
      growth: thin(own.growth.slice(-days.length)),
      heldGrowth: thin([1, ...baseline.growth].slice(-days.length)),
      from: series.openAt[testFrom] ?? 0,
      to: series.openAt.at(-1) ?? 0,
      ...origin,
    };
  },
  say: ({ days: _days, growth: _growth, heldGrowth: _held, ...rest }) => JSON.stringify(rest),
  show(answer, t) {
    const number = (value: number | null) => (value === null ? '–' : t.number(value));
    const percent = (value: number | null) => (value === null ? '–' : t.percent(value, 1));
    const better = (answer.sharpe ?? 0) > (answer.heldSharpe ?? 0);
    const fixed = answer.folds.length > 0 && answer.trials === answer.folds.length;
    return {
      title: t({
        en: `Walk-forward: ${answer.title.en} on ${answer.symbol}`,
        fr: `Analyse glissante : ${answer.title.fr} sur ${answer.symbol}`,
      }),
      lead: t({
        en: `Out of sample from ${dayOf(answer.from)} to ${dayOf(answer.to)}: Sharpe ${number(answer.sharpe)}, ${percent(answer.annualReturn)} a year, deepest drawdown ${percent(-answer.maxDrawdown)}; buying and holding had ${number(answer.heldSharpe)}, ${percent(answer.heldReturn)} and ${percent(-answer.heldDrawdown)}. ${better ? 'It is ahead by Sharpe.' : 'The baseline wins by Sharpe.'}`,
        fr: `Hors échantillon du ${dayOf(answer.from)} au ${dayOf(answer.to)} : Sharpe ${number(answer.sharpe)}, ${percent(answer.annualReturn)} par an, drawdown maximal ${percent(-answer.maxDrawdown)} ; acheter et conserver donnait ${number(answer.heldSharpe)}, ${percent(answer.heldReturn)} et ${percent(-answer.heldDrawdown)}. ${better ? 'Elle est devant au Sharpe.' : "La référence l'emporte au Sharpe."}`,
      }),
      lines: [
        t({
          en: `${answer.trials} configurations were tried over ${answer.folds.length} windows (${answer.kind}); each window chose by its Sharpe ratio; what was held at its border was held on.`,
          fr: `${answer.trials} configurations ont été essayées sur ${answer.folds.length} fenêtres (${answer.kind}) ; chaque fenêtre a choisi par son ratio de Sharpe ; ce qui était détenu à sa limite l'est resté.`,
        }),
        ...(answer.hole === null ? [] : [t(answer.hole)]),
        ...(answer.efficiency === null
          ? []
          : [
              t({
                en: `Efficiency: ${percent(answer.efficiency)} of the return in sample was left out of sample.`,
                fr: `Efficacité : ${percent(answer.efficiency)} du rendement d'apprentissage est resté hors échantillon.`,
              }),
            ]),
        ...(fixed
          ? [
              t({
                en: 'This strategy has nothing to choose: every window played it as it is.',
                fr: "Cette stratégie n'a rien à choisir : chaque fenêtre l'a jouée telle quelle.",
              }),
            ]
          : []),
      ],
      table: {
        columns: [
          t({ en: 'Trained on', fr: 'Apprentissage' }),
          t({ en: 'Judged on', fr: 'Test' }),
          t({ en: 'Chosen', fr: 'Choix' }),
          t({ en: 'Sharpe in sample', fr: 'Sharpe appris' }),
          t({ en: 'Return after', fr: 'Rendement ensuite' }),
          t({ en: 'Drawdown', fr: 'Drawdown' }),
        ],
        rows: answer.folds.map(fold => [
          fold.train,
          fold.test,
          Object.entries(fold.parameters)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ') || '–',
          t.number(fold.trainSharpe),
          t.percent(fold.testReturn, 1),
          t.percent(-fold.testDrawdown, 1),
        ]),
      },
      chart: {
        title: t({ en: 'One dollar out of sample', fr: 'Un dollar hors échantillon' }),
        times: answer.days,
        unit: 'USD',
        lines: [
          { name: t(answer.title), values: answer.growth },
          { name: t(buyAndHold.title), values: answer.heldGrowth },
        ],
      },
      footnote: asOf(answer.to, answer, t),
    };
  },
});
