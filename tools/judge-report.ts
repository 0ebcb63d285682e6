import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { drawdownsOf } from '../models/performance/drawdown.ts';
import type { Performance } from '../models/performance/performance.ts';
import type { Judgement } from '../models/validation/judge.ts';
import type { FoldPlan } from '../models/validation/walk-forward.ts';
import type { CardInput } from './card.ts';
import { ChartSpec } from './chart-spec.ts';
import { centsAt, daysAt, thinnedRows } from './equity-chart.ts';
import { checkRow } from './judge-words.ts';
import type { LabSubject } from './lab-subject.ts';
import { escaped, htmlFigure, htmlPage, htmlTable } from './report-page.ts';
import { blowName } from './stress-test.ts';

/** Equity of the strategy and of buy and hold, and how far each stood below its peak. */
export function judgeCharts(
  { result, baselineResult }: Judgement,
  t: Translate,
): { equity: ChartSpec; drawdown: ChartSpec } {
  const rows = thinnedRows(result.equityUsd.length);
  const times = daysAt(result.openAt, rows);
  const names = [t({ en: 'Strategy', fr: 'Stratégie' }), t({ en: 'Buy and hold', fr: 'Acheter et conserver' })];
  const curves = [result.equityUsd, baselineResult.equityUsd];
  const below = (equity: Float64Array): number[] =>
    centsAt(
      drawdownsOf(equity).map(share => -100 * share),
      rows,
    );
  const lines = (values: (equity: Float64Array) => number[]) =>
    curves.map((curve, i) => ({ name: names[i] ?? '', values: values(curve) }));
  return {
    equity: ChartSpec.parse({
      title: t({ en: 'Equity', fr: 'Capitaux' }),
      times,
      unit: 'USD',
      lines: lines(curve => centsAt(curve, rows)),
    }),
    drawdown: ChartSpec.parse({
      title: t({ en: 'Below the last peak', fr: 'Sous le dernier sommet' }),
      times,
      unit: '%',
      lines: lines(below),
    }),
  };
}

function monthTable({ performance }: Judgement, t: Translate): string {
  const names = Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(2001, i, 1)).toLocaleString(t.language, { month: 'short', timeZone: 'UTC' }),
  );
  const share = ({ value }: { value: number | null }) => (value === null ? '' : t.percent(value, 1));
  return htmlTable(
    [t({ en: 'Year', fr: 'Année' }), ...names, t({ en: 'Year total', fr: 'Total' })],
    performance.months.map(({ year, months, total }) => [String(year), ...months.map(share), share(total)]),
  );
}

function evidence(of: Judgement, { series }: LabSubject, t: Translate): string {
  const day = (row: number) => dayOf(series.openAt[row] ?? 0);
  const five = ({ p5, p25, p50, p75, p95 }: Judgement['noise']['totalReturn'], sign: number) =>
    (sign > 0 ? [p5, p25, p50, p75, p95] : [p95, p75, p50, p25, p5]).map(value => t.percent(value * sign, 1));
  return [
    `<h2>${t({ en: 'Walk-forward', fr: 'Analyse glissante' })}</h2>`,
    htmlTable(
      [
        t({ en: 'Judged on', fr: 'Test' }),
        t({ en: 'Chosen before', fr: 'Choisi avant' }),
        t({ en: 'Return', fr: 'Rendement' }),
        t({ en: 'Drawdown', fr: 'Drawdown' }),
        t({ en: 'Trades', fr: 'Trades' }),
      ],
      of.walkForward.folds.map(fold => [
        `${day(fold.testFrom)} – ${day(fold.testUntil - 1)}`,
        Object.entries(fold.parameters)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ') || '–',
        t.percent(fold.test.totalReturn, 1),
        t.percent(-fold.test.drawdown, 1),
        t.number(fold.test.trades, 0),
      ]),
    ),
    '<h2>Monte Carlo</h2>',
    htmlTable(
      ['', t({ en: 'Worst 5 %', fr: 'Pires 5 %' }), '25 %', '50 %', '75 %', t({ en: 'Best 5 %', fr: 'Meilleurs 5 %' })],
      [
        [t({ en: 'Return, price noise', fr: 'Rendement, prix bruités' }), ...five(of.noise.totalReturn, 1)],
        [t({ en: 'Drawdown, price noise', fr: 'Drawdown, prix bruités' }), ...five(of.noise.drawdown, -1)],
        [
          t({ en: 'Return, drawn histories', fr: 'Rendement, historiques tirés' }),
          ...five(of.bootstrap.totalReturn, 1),
        ],
        [t({ en: 'Drawdown, drawn histories', fr: 'Drawdown, historiques tirés' }), ...five(of.bootstrap.drawdown, -1)],
      ],
    ),
    `<h2>${t({ en: 'Stress', fr: 'Résistance' })}</h2>`,
    htmlTable(
      [
        t({ en: 'Blow', fr: 'Choc' }),
        t({ en: 'On', fr: 'Le' }),
        t({ en: 'Lost', fr: 'Perte' }),
        t({ en: 'Account at the end', fr: 'Compte à la fin' }),
        t({ en: 'Stop filled at', fr: 'Stop exécuté à' }),
      ],
      of.stress.map(({ struckAt, lossShare, finalEquityUsd, stop, ...blow }) => [
        t(blowName(blow)),
        struckAt === undefined ? '–' : dayOf(struckAt),
        t.percent(lossShare, 1),
        t.money(finalEquityUsd),
        stop.filledAt === undefined ? '–' : `${t.number(stop.filledAt)} (${t.number(stop.level ?? Number.NaN)})`,
      ]),
    ),
  ].join('\n');
}

/** The strategy beside buy and hold. */
function figureTable({ performance, baseline }: Judgement, t: Translate): string {
  const percent = ({ value }: { value: number | null }) => (value === null ? '–' : t.percent(value, 1));
  const number = ({ value }: { value: number | null }) => (value === null ? '–' : t.number(value));
  const rows: [string, (of: Performance) => string][] = [
    [t({ en: 'Return', fr: 'Rendement' }), of => percent(of.totalReturn)],
    [t({ en: 'Return a year', fr: 'Rendement annuel' }), of => percent(of.cagr)],
    [t({ en: 'Volatility', fr: 'Volatilité' }), of => percent(of.volatility)],
    ['Sharpe', of => number(of.sharpe)],
    ['Sortino', of => number(of.sortino)],
    [t({ en: 'Deepest drawdown', fr: 'Drawdown maximal' }), of => percent(of.maxDrawdown)],
    [t({ en: 'Time in the market', fr: 'Temps investi' }), of => percent(of.exposure)],
    [t({ en: 'Turnover a year', fr: 'Rotation annuelle' }), of => number(of.turnover)],
    [t({ en: 'Winners', fr: 'Gagnants' }), of => percent(of.trades.all.winRate)],
  ];
  return `<h2>${t({ en: 'In sample, after costs', fr: 'Sur la période, après frais' })}</h2>${htmlTable(
    ['', t({ en: 'Strategy', fr: 'Stratégie' }), t({ en: 'Buy and hold', fr: 'Acheter et conserver' })],
    rows.map(([name, figure]) => [name, figure(performance), figure(baseline)]),
  )}`;
}

/** What the search over parameters found, and how much of it may be luck. */
function searchTables({ sensitivity, overfitting }: Judgement, t: Translate): string {
  const number = (value: number) => (Number.isFinite(value) ? t.number(value) : '');
  const map =
    sensitivity === undefined
      ? ''
      : `<h2>${t({ en: 'Sharpe ratio by parameters', fr: 'Ratio de Sharpe selon les paramètres' })}</h2>${htmlTable(
          [`${sensitivity.down.name} / ${sensitivity.across.name}`, ...sensitivity.across.values.map(String)],
          sensitivity.down.values.map((value, row) => [String(value), ...(sensitivity.sharpe[row] ?? []).map(number)]),
        )}`;
  if (overfitting === undefined) return map;
  const { blocks, combinations, probability, lossProbability } = overfitting;
  const share = ({ value }: { value: number | null }) => (value === null ? '–' : t.percent(value, 1));
  return `${map}<h2>${t({ en: 'Overfitting (CSCV)', fr: 'Surajustement (CSCV)' })}</h2>${htmlTable(
    ['S', t({ en: 'Splits', fr: 'Partages' }), 'PBO', t({ en: 'Loss out of sample', fr: 'Perte hors échantillon' })],
    [[String(blocks), t.number(combinations, 0), share(probability), share(lossProbability)]],
  )}`;
}

/** The evidence pack as one HTML file that needs nothing else. */
export async function judgeReport(
  of: Judgement,
  { subject, plan, card }: { subject: LabSubject; plan: FoldPlan; card: CardInput },
  t: Translate,
): Promise<string> {
  const charts = judgeCharts(of, t);
  const { spec } = subject;
  const numbers: [string, string][] = [
    [t({ en: 'Parameters', fr: 'Paramètres' }), JSON.stringify(subject.parameters)],
    [
      t({ en: 'Stop and target, percent', fr: 'Stop et objectif, en pour cent' }),
      `${spec.stopPercent ?? '–'}, ${spec.targetPercent ?? '–'}`,
    ],
    [
      t({ en: 'Cash, and percent of equity for an entry', fr: 'Liquidités, et pour cent des capitaux par entrée' }),
      `${spec.cashUsd}, ${spec.investPercent}`,
    ],
    [
      t({
        en: 'Windows: from row, train, test, purge, embargo',
        fr: 'Fenêtres : ligne de départ, apprentissage, test, purge, embargo',
      }),
      `${plan.kind}: ${plan.from}, ${plan.train}, ${plan.test}, ${plan.purge}, ${plan.embargo}`,
    ],
    [t({ en: 'Noisy runs', fr: 'Passages bruités' }), t.number(of.noise.runs, 0)],
    [t({ en: 'Costs', fr: 'Frais' }), JSON.stringify(spec.costs)],
    [t({ en: 'Trials ever made', fr: 'Essais faits en tout' }), t.number(of.trials, 0)],
    [t({ en: 'Seed', fr: 'Graine' }), String(of.seed)],
    [t({ en: 'Hash of the candles', fr: 'Empreinte des bougies' }), of.dataHash],
    [t({ en: 'Hash of the trades', fr: 'Empreinte des trades' }), of.tradeHash],
  ];
  const { ambiguity } = of;
  const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
  return htmlPage(
    { title: card.title, lead: card.lead ?? '', tone: of.passed ? 'good' : 'bad' },
    [
      ...(card.lines ?? []).map(paragraph),
      `<h2>${t({ en: 'Checks', fr: 'Contrôles' })}</h2>`,
      htmlTable(
        [
          t({ en: 'Check', fr: 'Contrôle' }),
          t({ en: 'Measured', fr: 'Mesuré' }),
          t({ en: 'Asked', fr: 'Demandé' }),
          '',
        ],
        of.checks.map(check => checkRow(check, t)),
      ),
      figureTable(of, t),
      await htmlFigure(charts.equity, t),
      await htmlFigure(charts.drawdown, t),
      `<h2>${t({ en: 'Months', fr: 'Mois' })}</h2>`,
      monthTable(of, t),
      `<h2>${t({ en: 'Order of events inside candles', fr: 'Ordre des événements dans les bougies' })}</h2>`,
      paragraph(
        t({
          en: `${ambiguity.ambiguous} of ${ambiguity.trades} trades hung on it. Closed trades made ${t.money(ambiguity.profitUsd)}; ${t.money(ambiguity.worstProfitUsd)} in the worst order, ${t.money(ambiguity.bestProfitUsd)} in the best.`,
          fr: `${ambiguity.ambiguous} trades sur ${ambiguity.trades} en dépendaient. Les trades clôturés ont donné ${t.money(ambiguity.profitUsd)} ; ${t.money(ambiguity.worstProfitUsd)} dans le pire ordre, ${t.money(ambiguity.bestProfitUsd)} dans le meilleur.`,
        }),
      ),
      searchTables(of, t),
      evidence(of, subject, t),
      `<h2>${t({ en: 'To compute it again', fr: 'Pour recalculer' })}</h2>`,
      `<div class="facts">${htmlTable(['', ''], numbers)}</div>`,
    ],
    t,
  );
}
