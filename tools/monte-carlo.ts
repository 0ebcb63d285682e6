import { z } from 'zod';
import { overfittedAbove, monteCarlo as play } from '../models/validation/monte-carlo.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import { labSubject, strategyFields } from './lab-subject.ts';
import { runOptions } from './run-options.ts';
import { defineTool } from './tool.ts';

const Quantiles = z.strictObject({
  p5: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
});

const Kind = z.enum(['price-noise', 'block-bootstrap', 'trade-shuffle', 'trade-bootstrap']);

const kinds = {
  'price-noise': {
    en: 'with noise of 0.1 % on every price',
    fr: 'avec un bruit de 0,1 % sur chaque prix',
  },
  'block-bootstrap': {
    en: 'over histories drawn in blocks from the real one',
    fr: "sur des historiques tirés par blocs de l'historique réel",
  },
  'trade-shuffle': { en: 'with its trades in another order', fr: 'avec ses trades dans un autre ordre' },
  'trade-bootstrap': { en: 'with trades drawn from its own', fr: 'avec des trades tirés parmi les siens' },
} as const;

export const monteCarlo = defineTool({
  name: 'monte_carlo',
  description:
    'Reruns a backtest a thousand times over changed histories (price noise, block bootstrap) or reordered trades, and tells how far its result hangs on the exact past.',
  examples: [
    'Monte Carlo of the SMA cross on SPY',
    'run a Monte Carlo simulation of RSI mean reversion on the S&P 500',
    'how robust is a Donchian breakout on Bitcoin to price noise?',
    'is the golden cross on SPY overfitted? run a thousand noisy runs',
    'run 200 simulations of the SMA cross on SPY',
    'Monte Carlo of a 20/50 SMA cross on SPY',
    'Monte-Carlo du croisement de moyennes mobiles sur SPY',
    'lance une simulation de Monte-Carlo du retour à la moyenne RSI sur le S&P 500',
    'quelle est la robustesse de la cassure de Donchian au bruit ?',
    'le croisement est-il surajusté ? mille passages bruités',
    'Monte-Carlo du croisement 20/50 sur SPY',
    'lance 500 simulations de la stratégie RSI sur SPY',
  ],
  effect: 'read',
  seconds: 600,
  input: z.object({
    ...strategyFields,
    kind: Kind.default('price-noise')
      .describe('What is changed from run to run')
      .meta({
        slot: 'choice',
        words: {
          'price-noise': ['price noise', 'noise', 'noisy', 'bruit', 'bruites'],
          'block-bootstrap': ['block bootstrap', 'bootstrap', 'blocks', 'blocs'],
          'trade-shuffle': ['shuffle', 'shuffled trades', 'order of trades', 'ordre des trades', 'melange'],
          'trade-bootstrap': ['trade bootstrap', 'bootstrap of trades', 'bootstrap des trades'],
        },
      }),
    runs: z.int().min(20).max(10_000).default(1000).describe('How many reruns').meta({ slot: 'setting' }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31)
      .default(1)
      .describe('The same seed gives the same runs')
      .meta({ slot: 'setting' }),
  }),
  output: z.strictObject({
    symbol: z.string(),
    title: z.strictObject({ en: z.string(), fr: z.string() }),
    kind: Kind,
    runs: z.int(),
    seed: z.int(),
    totalReturn: Quantiles,
    drawdown: Quantiles,
    losing: z.number(),
    overfitted: z.boolean().nullable(),
    to: z.int(),
    ...Origin.shape,
  }),
  async run({ kind, runs, seed, ...given }, context) {
    const { spec, series, first, parameters, strategy, origin } = await labSubject(given, context);
    const input = { spec, series, parameters, from: first, kind, runs, seed };
    const found = await play(input, runOptions(context));
    return {
      symbol: series.symbol,
      title: { ...strategy.title },
      ...found,
      totalReturn: { ...found.totalReturn },
      drawdown: { ...found.drawdown },
      // A shuffle of trades cannot change what they add up to.
      overfitted: kind === 'price-noise' ? found.losing > overfittedAbove : null,
      to: series.openAt.at(-1) ?? 0,
      ...origin,
    };
  },
  show(answer, t) {
    const { kind, runs, losing, overfitted, totalReturn: gain, drawdown: fall } = answer;
    const verdict = {
      true: {
        en: ` That is more than 5 %: the rule is over-fitted to the exact prices it saw, or has no edge.`,
        fr: ` C'est plus de 5 % : la règle est surajustée aux prix exacts qu'elle a vus, ou n'a pas d'avantage.`,
      },
      false: { en: ' That is within the 5 % that are allowed.', fr: ' Cela reste dans les 5 % admis.' },
      null: { en: '', fr: '' },
    }[String(overfitted) as 'true' | 'false' | 'null'];
    const shuffle = kind === 'trade-shuffle';
    const five = (of: typeof gain) => [of.p5, of.p25, of.p50, of.p75, of.p95];
    const percents = (values: readonly number[]) => values.map(value => t.percent(value, 1));
    return {
      title: t({
        en: `Monte Carlo: ${answer.title.en} on ${answer.symbol}`,
        fr: `Monte-Carlo : ${answer.title.fr} sur ${answer.symbol}`,
      }),
      lead: shuffle
        ? t({
            en: `${runs} runs ${kinds[kind].en}: the result stays, the deepest drawdown lies between ${t.percent(fall.p5, 1)} and ${t.percent(fall.p95, 1)} in nine of ten.`,
            fr: `${runs} passages ${kinds[kind].fr} : le résultat reste, le drawdown maximal se situe entre ${t.percent(fall.p5, 1)} et ${t.percent(fall.p95, 1)} neuf fois sur dix.`,
          })
        : t({
            en: `${t.percent(losing, 1)} of ${runs} runs ${kinds[kind].en} lose money.${verdict.en}`,
            fr: `${t.percent(losing, 1)} des ${runs} passages ${kinds[kind].fr} perdent de l'argent.${verdict.fr}`,
          }),
      lines: [
        t({
          en: `Seed ${answer.seed}: the same seed gives the same runs.`,
          fr: `Graine ${answer.seed} : la même graine redonne les mêmes passages.`,
        }),
      ],
      table: {
        columns: [
          '',
          t({ en: 'Worst 5 %', fr: 'Pires 5 %' }),
          '25 %',
          '50 %',
          '75 %',
          t({ en: 'Best 5 %', fr: 'Meilleurs 5 %' }),
        ],
        rows: [
          [t({ en: 'Return', fr: 'Rendement' }), ...percents(five(gain))],
          [
            t({ en: 'Deepest drawdown', fr: 'Drawdown maximal' }),
            ...percents(
              five(fall)
                .map(value => -value)
                .reverse(),
            ),
          ],
        ],
      },
      tone: overfitted ? 'bad' : 'neutral',
      footnote: asOf(answer.to, answer, t),
    };
  },
});
