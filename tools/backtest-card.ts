import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import type { CardInput } from './card.ts';
import type { BacktestAnswer } from './run-backtest.ts';

const orDash = (value: number | null, format: (value: number) => string): string =>
  value === null ? '–' : format(value);

function headline(answer: BacktestAnswer, t: Translate): string {
  const own = answer.statistics.totalReturn ?? 0;
  const held = answer.baseline.totalReturn ?? 0;
  const [from, to] = [dayOf(answer.from), dayOf(answer.to)];
  const paid = answer.free ? { en: 'without costs', fr: 'sans frais' } : { en: 'after costs', fr: 'après frais' };
  const turned = {
    en: `From ${from} to ${to}, ${answer.title.en} on ${answer.symbol} turned ${t.money(answer.startingCashUsd)} into ${t.money(answer.finalEquityUsd)} ${paid.en} (${t.percent(own, 1)})`,
    fr: `Du ${from} au ${to}, « ${answer.title.fr} » sur ${answer.symbol} a transformé ${t.money(answer.startingCashUsd)} en ${t.money(answer.finalEquityUsd)} ${paid.fr} (${t.percent(own, 1)})`,
  };
  if (answer.strategy === 'buy_and_hold') return t({ en: `${turned.en}.`, fr: `${turned.fr}.` });
  const better = own > held;
  return t({
    en: `${turned.en}; ${better ? 'more' : 'less'} than buying and holding (${t.percent(held, 1)}).`,
    fr: `${turned.fr} ; ${better ? 'plus' : 'moins'} qu'acheter et conserver (${t.percent(held, 1)}).`,
  });
}

function caveats(answer: BacktestAnswer, t: Translate): string[] {
  const lines = [
    ...(answer.free
      ? [
          t({
            en: 'Trading cost nothing here (the costs of broker are all 0): these figures are no evidence of anything.',
            fr: "Le trading n'a rien coûté ici (les frais de broker sont tous à 0) : ces chiffres ne prouvent rien.",
          }),
        ]
      : []),
    t({
      en: `An entry uses ${answer.investPercent}% of equity, in buy and hold too; the rest stays in cash.`,
      fr: `Une entrée utilise ${answer.investPercent} % des capitaux, aussi pour acheter et conserver ; le reste demeure en liquidités.`,
    }),
    t({
      en: 'One run, one set of parameters, no test out of sample: this shows how the rule behaved, not that it works.',
      fr: 'Un seul passage, un seul jeu de paramètres, aucun test hors échantillon : ceci montre comment la règle s’est comportée, pas qu’elle marche.',
    }),
  ];
  if (answer.hole !== null) lines.push(t(answer.hole));
  if (answer.borrowDayRate === 0) {
    lines.push(
      t({
        en: 'Shorts paid no lender and posted no margin here (backtest.borrowDayRate is 0): a real account would earn less.',
        fr: "Les ventes à découvert n'ont payé aucun prêteur ni déposé de marge ici (backtest.borrowDayRate vaut 0) : un compte réel gagnerait moins.",
      }),
    );
  }
  const refused = Object.entries(answer.refusals);
  if (refused.length > 0) {
    const list = refused.map(([rule, count]) => `${rule} ${count}`).join(', ');
    lines.push(t({ en: `Refused by the gate: ${list}.`, fr: `Refusés par le contrôle des risques : ${list}.` }));
  }
  if (answer.openPosition) {
    lines.push(
      t({
        en: 'A position was still open at the end; it is valued at the last close.',
        fr: 'Une position était encore ouverte à la fin ; elle est évaluée à la dernière clôture.',
      }),
    );
  }
  if (answer.orderOfEvents === 'drill-down') {
    lines.push(
      answer.drilledInto === null
        ? t({
            en: `No shorter candles of ${answer.symbol} are stored: where a candle does not tell what came first, the stop was taken.`,
            fr: `Aucune bougie plus courte de ${answer.symbol} n'est enregistrée : quand une bougie ne dit pas ce qui est venu d'abord, le stop a été pris.`,
          })
        : t({
            en: `Where a candle does not tell what came first, its ${answer.drilledInto} candles were asked.`,
            fr: `Quand une bougie ne dit pas ce qui est venu d'abord, ses bougies ${answer.drilledInto} ont été consultées.`,
          }),
    );
  }
  const { ambiguousTrades: doubtful, profitUsd, worstProfitUsd, bestProfitUsd } = answer;
  lines.push(
    doubtful > 0
      ? t({
          en: `${doubtful} trades hung on the order of events inside one candle: closed trades made ${t.money(profitUsd)}, ${t.money(worstProfitUsd)} in the worst order and ${t.money(bestProfitUsd)} in the best.`,
          fr: `${doubtful} trades dépendaient de l'ordre des événements dans une bougie : les trades clôturés ont donné ${t.money(profitUsd)}, ${t.money(worstProfitUsd)} dans le pire ordre et ${t.money(bestProfitUsd)} dans le meilleur.`,
        })
      : t({
          en: 'No trade hung on the order of events inside a candle.',
          fr: "Aucun trade n'a dépendu de l'ordre des événements dans une bougie.",
        }),
  );
  if (answer.trials > 1) {
    lines.push(
      t({
        en: `${answer.trials} configurations of this strategy were tried on ${answer.symbol} so far; the best of many looks better than it is.`,
        fr: `${answer.trials} configurations de cette stratégie ont été essayées sur ${answer.symbol} ; la meilleure de plusieurs paraît meilleure qu'elle n'est.`,
      }),
    );
  }
  return lines;
}

/** What a person sees of a backtest: the result beside the baseline, the equity of both, and what the figures do not prove. */
export function backtestCard(answer: BacktestAnswer, t: Translate): CardInput {
  const parameters = [
    ...Object.entries(answer.parameters).map(([name, value]) => `${name} ${value}`),
    ...(answer.stopPercent === null ? [] : [`stop ${t.percent(answer.stopPercent / 100, 1)}`]),
    ...(answer.targetPercent === null
      ? []
      : [`${t({ en: 'target', fr: 'objectif' })} ${t.percent(answer.targetPercent / 100, 1)}`]),
  ];
  const length = answer.timeframe === '1d' ? '' : ` (${answer.timeframe})`;
  const percent = (value: number | null) => orDash(value, share => t.percent(share, 1));
  const number = (value: number | null) => orDash(value, one => t.number(one));
  const { statistics: own, baseline: held } = answer;
  // Held beside itself, a column would say everything twice.
  const shown = answer.strategy === 'buy_and_hold' ? 2 : 3;
  return {
    title: t({
      en: `Backtest: ${answer.title.en} on ${answer.symbol}${length}`,
      fr: `Backtest : ${answer.title.fr} sur ${answer.symbol}${length}`,
    }),
    lead: headline(answer, t),
    lines: [
      ...(parameters.length > 0
        ? [t({ en: `Parameters: ${parameters.join(', ')}.`, fr: `Paramètres : ${parameters.join(', ')}.` })]
        : []),
      ...caveats(answer, t),
    ],
    table: {
      columns: ['', t(answer.title), t({ en: 'Buy and hold', fr: 'Acheter et conserver' })].slice(0, shown),
      rows: [
        [t({ en: 'Return', fr: 'Rendement' }), percent(own.totalReturn), percent(held.totalReturn)],
        [t({ en: 'Return a year', fr: 'Rendement annuel' }), percent(own.cagr), percent(held.cagr)],
        [t({ en: 'Volatility', fr: 'Volatilité' }), percent(own.volatility), percent(held.volatility)],
        ['Sharpe', number(own.sharpe), number(held.sharpe)],
        ['Sortino', number(own.sortino), number(held.sortino)],
        ['Calmar', number(own.calmar), number(held.calmar)],
        [t({ en: 'Deepest drawdown', fr: 'Drawdown maximal' }), percent(own.maxDrawdown), percent(held.maxDrawdown)],
        [t({ en: 'Time in the market', fr: 'Temps investi' }), percent(own.exposure), percent(held.exposure)],
        [t({ en: 'Closed trades', fr: 'Trades clôturés' }), String(answer.trades), ''],
        [t({ en: 'Winners', fr: 'Gagnants' }), percent(own.winRate), ''],
        [t({ en: 'Profit factor', fr: 'Facteur de profit' }), number(own.profitFactor), ''],
        [t({ en: 'Commissions', fr: 'Commissions' }), t.money(answer.commissionUsd), ''],
      ].map(row => row.slice(0, shown)),
    },
    chart: {
      title: t({ en: 'Equity', fr: 'Capitaux' }),
      times: answer.days,
      unit: 'USD',
      lines: [
        { name: t(answer.title), values: answer.equityUsd },
        ...(shown === 2
          ? []
          : [{ name: t({ en: 'Buy and hold', fr: 'Acheter et conserver' }), values: answer.baselineUsd }]),
      ],
    },
    sources: [
      t({
        en: `Decided on closed candles, filled at the next open, ${answer.free ? 'no costs' : 'costs on both sides'}, same gate as live`,
        fr: `Décidé sur bougies closes, exécuté à l’ouverture suivante, ${answer.free ? 'aucun frais' : 'frais des deux côtés'}, mêmes contrôles qu’en réel`,
      }),
    ],
  };
}
