import { z } from 'zod';
import { dayOf } from '../data/candle.ts';
import { canonicalJson, sha256 } from '../data/ledger-chain.ts';
import { judge } from '../models/validation/judge.ts';
import { requireCosts } from '../models/validation/require-costs.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import type { CardInput } from './card.ts';
import { ChartSpec } from './chart-spec.ts';
import { foldFields, foldPlan } from './fold-plan.ts';
import { holeIn } from './hole-in.ts';
import { judgeCharts, judgeReport } from './judge-report.ts';
import { checkRow, stageWords } from './judge-words.ts';
import { labSubject, strategyFields } from './lab-subject.ts';
import { runOptions } from './run-options.ts';
import { defineTool } from './tool.ts';

const Measured = z.union([
  z.object({ value: z.number() }),
  z.object({ value: z.null(), reason: z.object({ en: z.string(), fr: z.string() }) }),
]);

const Output = z.strictObject({
  symbol: z.string(),
  title: z.strictObject({ en: z.string(), fr: z.string() }),
  parameters: z.record(z.string(), z.number()),
  passed: z.boolean(),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      passed: z.boolean(),
      measured: Measured,
      limit: z.number(),
      atMost: z.boolean(),
    }),
  ),
  trials: z.int(),
  hole: z.strictObject({ en: z.string(), fr: z.string() }).nullable(),
  seed: z.int(),
  dataHash: z.string(),
  tradeHash: z.string(),
  report: z.string(),
  json: z.string(),
  chart: ChartSpec,
  from: z.int(),
  to: z.int(),
  ...Origin.shape,
});
type Output = z.infer<typeof Output>;

function cardOf(answer: Omit<Output, 'report' | 'json' | 'chart'>, t: Parameters<typeof checkRow>[1]): CardInput {
  const failed = answer.checks.filter(check => !check.passed).length;
  const { length } = answer.checks;
  const parameters = Object.entries(answer.parameters).map(([name, value]) => `${name} ${value}`);
  return {
    title: t({
      en: `Judged: ${answer.title.en} on ${answer.symbol}`,
      fr: `Jugée : ${answer.title.fr} sur ${answer.symbol}`,
    }),
    lead: answer.passed
      ? t({
          en: `It passes all ${length} checks from ${dayOf(answer.from)} to ${dayOf(answer.to)}.`,
          fr: `Elle réussit les ${length} contrôles du ${dayOf(answer.from)} au ${dayOf(answer.to)}.`,
        })
      : t({
          en: `It fails ${failed} of ${length} checks from ${dayOf(answer.from)} to ${dayOf(answer.to)}: do not trade it on this evidence.`,
          fr: `Elle échoue à ${failed} contrôles sur ${length} du ${dayOf(answer.from)} au ${dayOf(answer.to)} : ne la tradez pas sur cette base.`,
        }),
    lines: [
      ...(parameters.length > 0
        ? [t({ en: `Parameters: ${parameters.join(', ')}.`, fr: `Paramètres : ${parameters.join(', ')}.` })]
        : []),
      ...(answer.hole === null ? [] : [t(answer.hole)]),
      t({
        en: `Ways of setting it that were ever tried on this market: ${answer.trials}; each counts against it. Seed ${answer.seed}.`,
        fr: `Réglages essayés en tout sur ce marché : ${answer.trials} ; chacun compte contre elle. Graine ${answer.seed}.`,
      }),
    ],
    tone: answer.passed ? 'good' : 'bad',
  };
}

export const judgeStrategy = defineTool({
  name: 'judge_strategy',
  description:
    'Puts a strategy to the proof: walk-forward, price noise, drawn histories, stress, overfitting, deflated Sharpe, look-ahead. One evidence pack with pass or fail for each check, as a card, an HTML file and JSON.',
  examples: [
    'Judge the SMA cross on the S&P 500',
    'judge RSI mean reversion on SPY',
    'is the Donchian breakout on Bitcoin any good? judge it',
    'can I trust the golden cross on SPY?',
    'put Bollinger reversion on the S&P 500 to the proof',
    'Juge le croisement de moyennes mobiles sur le S&P 500',
    'juge la stratégie RSI sur SPY',
    'puis-je me fier à la cassure de Donchian sur le Bitcoin ?',
    "mets à l'épreuve le croisement 20/100 sur SPY",
  ],
  effect: 'read',
  seconds: 900,
  input: z.object({
    ...strategyFields,
    ...foldFields,
    runs: z
      .int()
      .min(20)
      .max(10_000)
      .default(1000)
      .describe('Runs with price noise; half as many drawn histories')
      .meta({ slot: 'setting' }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31)
      .default(1)
      .describe('The same seed gives the same evidence')
      .meta({ slot: 'setting' }),
  }),
  output: Output,
  async run({ train_years, test_years, kind, runs, seed, ...given }, context) {
    const { lab, t } = context;
    requireCosts(context.settings.broker);
    const subject = await labSubject(given, context);
    const { strategy, series, instrument, first, spec, parameters, origin } = subject;
    const { markets: _markets, ...input } = subject.input;
    const plan = foldPlan(subject, { train_years, test_years, kind });
    const found = await judge(
      {
        market: { series, instrument },
        first,
        input,
        spec,
        parameters,
        plan,
        runs,
        seed,
        log: trials => {
          lab.trials.add(trials);
          return lab.trials.tried({ strategy: strategy.name, symbol: series.symbol, timeframe: series.timeframe });
        },
        onStage: (stage, share) => context.progress(share, stageWords[stage]),
      },
      { ...runOptions(context), onProgress: () => undefined },
    );
    const answer = {
      symbol: series.symbol,
      title: { ...strategy.title },
      parameters: { ...parameters },
      passed: found.passed,
      checks: found.checks.map(check => ({ ...check })),
      trials: found.trials,
      hole: holeIn(series, first) ?? null,
      seed,
      dataHash: found.dataHash,
      tradeHash: found.tradeHash,
      from: series.openAt[first] ?? 0,
      to: series.openAt.at(-1) ?? 0,
      ...origin,
    };
    const { series: _candles, ...windows } = plan;
    const asked = sha256(canonicalJson({ parameters, spec, windows, first, seed, runs, data: found.dataHash }));
    const name = `${strategy.name}-${series.symbol}-${series.timeframe}-${asked.slice(0, 10)}`.replace(/[^\w.-]/g, '-');
    const report = lab.report(`${name}.html`, await judgeReport(found, { subject, plan, card: cardOf(answer, t) }, t));
    const {
      performance,
      baseline,
      overfitting,
      sensitivity,
      significance,
      ambiguity,
      stress,
      noise,
      bootstrap,
      walkForward,
    } = found;
    const { folds, efficiency, trials } = walkForward;
    const plain = folds.map(({ train: _train, test, ...fold }) => ({
      ...fold,
      test: { ...test, profitsUsd: undefined, dailyReturns: undefined },
    }));
    const json = lab.report(
      `${name}.json`,
      JSON.stringify(
        {
          ...answer,
          performance,
          baseline,
          overfitting,
          sensitivity,
          significance,
          ambiguity,
          stress,
          noise,
          bootstrap,
          walkForward: { efficiency, trials, folds: plain },
          lookAhead: found.lookAhead,
        },
        undefined,
        2,
      ),
    );
    return { ...answer, report, json, chart: judgeCharts(found, t).equity };
  },
  say: ({ chart: _chart, ...rest }) => JSON.stringify({ ...rest, from: dayOf(rest.from), to: dayOf(rest.to) }),
  show: (answer, t) => ({
    ...cardOf(answer, t),
    table: {
      columns: [
        t({ en: 'Check', fr: 'Contrôle' }),
        t({ en: 'Measured', fr: 'Mesuré' }),
        t({ en: 'Asked', fr: 'Demandé' }),
        '',
      ],
      rows: answer.checks.map(check => checkRow(check as Parameters<typeof checkRow>[0], t)),
    },
    chart: answer.chart,
    footnote: `${asOf(answer.to, answer, t)} ${t({ en: `The whole evidence: ${answer.report}`, fr: `Toutes les pièces : ${answer.report}` })}`,
  }),
  command: { en: 'judge', fr: 'juger' },
});
