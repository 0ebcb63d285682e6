import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { type Text, translateTo } from '../config/text.ts';
import {
  afterFees,
  breakEvenProbability,
  compounded,
  liquidationMove,
  lossAt,
  positionNotional,
  recoveryGain,
  scaledVolatility,
} from '../models/performance/what-if.ts';
import { FigureReader, type Figures } from './worked-figures.ts';

export const WorkedExample = z.enum([
  'position-size',
  'fall',
  'recovery',
  'growth',
  'volatility',
  'break-even',
  'leverage',
  'fees',
]);
export type WorkedExample = z.infer<typeof WorkedExample>;

/** A sum that was done: what came out, the formula with its numbers, and the entries of the glossary that it rests on. */
export type Worked = {
  readonly title: Text;
  readonly lead: Text;
  readonly formula: string;
  readonly notes: readonly Text[];
  /** Figures that were not given. */
  readonly taken: readonly Text[];
  readonly cites: readonly string[];
};

const sessionsPerYear = 252;

const [en, fr] = [translateTo('en'), translateTo('fr')];

/** Digits of a formula: enough to do it again, no more. */
const digits = (value: number): string => String(Number(value.toPrecision(6)));

type Sum = (read: FigureReader) => Omit<Worked, 'taken'>;

const positionSize: Sum = read => {
  const [account, risk, stop] = [read.value('amountUsd'), read.share('riskPercent'), read.share('stopPercent')];
  const notional = positionNotional(account, risk, stop);
  const lost = account * risk;
  return {
    title: { en: 'Position size from risk', fr: 'Taille de position selon le risque' },
    lead: {
      en: `A position of ${en.money(notional)} loses ${en.money(lost)} at the stop: ${en.percent(risk)} of ${en.money(account)}.`,
      fr: `Une position de ${fr.money(notional)} perd ${fr.money(lost)} au stop : ${fr.percent(risk)} de ${fr.money(account)}.`,
    },
    formula: `A · r / d = ${digits(account)} · ${digits(risk)} / ${digits(stop)} = ${notional.toFixed(2)}`,
    notes: [
      {
        en: 'A gap in prices can fill a stop lower than it stands, and then more is lost.',
        fr: 'Un saut des cours peut exécuter un stop plus bas que son niveau : la perte est alors plus grande.',
      },
    ],
    cites: ['position-sizing', 'stop-loss', 'notional'],
  };
};

const fall: Sum = read => {
  const [amount, drop] = [read.value('amountUsd'), read.share('percent')];
  const loss = lossAt(amount, drop);
  const gain = recoveryGain(drop);
  return {
    title: { en: 'A fall of the market', fr: 'Une baisse du marché' },
    lead: {
      en: `A fall of ${en.percent(drop)} takes ${en.money(loss)} of ${en.money(amount)} and leaves ${en.money(amount - loss)}.`,
      fr: `Une baisse de ${fr.percent(drop)} prend ${fr.money(loss)} sur ${fr.money(amount)} et laisse ${fr.money(amount - loss)}.`,
    },
    formula: `A · x = ${digits(amount)} · ${digits(drop)} = ${loss.toFixed(2)}`,
    notes: Number.isFinite(gain)
      ? [
          {
            en: `To come back it then has to rise by ${en.percent(gain)}.`,
            fr: `Pour revenir au départ, il faut ensuite une hausse de ${fr.percent(gain)}.`,
          },
        ]
      : [],
    cites: ['drawdown', 'exposure'],
  };
};

const recovery: Sum = read => {
  const drop = read.share('percent');
  if (drop >= 1) {
    throw new QuaestorError('user.bad-request', {
      en: 'Nothing recovers from a loss of 100%: what is gone earns nothing. Say a smaller one.',
      fr: "Rien ne se remet d'une perte de 100 % : ce qui est perdu ne rapporte plus rien. Dites-en une plus petite.",
    });
  }
  const gain = recoveryGain(drop);
  return {
    title: { en: 'Recovery after a loss', fr: 'Remonter après une perte' },
    lead: {
      en: `After a loss of ${en.percent(drop)} it takes a gain of ${en.percent(gain)} to get back.`,
      fr: `Après une perte de ${fr.percent(drop)}, il faut un gain de ${fr.percent(gain)} pour revenir au départ.`,
    },
    formula: `1 / (1 − d) − 1 = 1 / (1 − ${digits(drop)}) − 1 = ${digits(gain)}`,
    notes: [
      {
        en: 'The gain works on less money than the loss did, so it has to be larger.',
        fr: "Le gain s'applique à moins d'argent que la perte : il doit donc être plus grand.",
      },
    ],
    cites: ['drawdown', 'recovery-factor'],
  };
};

const growth: Sum = read => {
  const [amount, rate, years] = [read.value('amountUsd'), read.share('percent'), read.value('years')];
  const end = compounded(amount, rate, years);
  return {
    title: { en: 'Compound growth', fr: 'Intérêts composés' },
    lead: {
      en: `${en.money(amount)} at ${en.percent(rate)} a year becomes ${en.money(end)} after ${digits(years)} years.`,
      fr: `${fr.money(amount)} à ${fr.percent(rate)} par an deviennent ${fr.money(end)} après ${digits(years)} ans.`,
    },
    formula: `A · (1 + r)^n = ${digits(amount)} · ${digits(1 + rate)}^${digits(years)} = ${end.toFixed(2)}`,
    notes: [
      {
        en: 'No market pays the same every year; this is what a steady rate would do.',
        fr: 'Aucun marché ne rapporte autant chaque année ; voici ce que donnerait un taux constant.',
      },
    ],
    cites: ['cagr', 'return'],
  };
};

const yearly: Sum = read => {
  const daily = read.share('percent');
  const year = scaledVolatility(daily, sessionsPerYear);
  return {
    title: { en: 'From daily to yearly volatility', fr: 'De la volatilité quotidienne à annuelle' },
    lead: {
      en: `A volatility of ${en.percent(daily)} a day is ${en.percent(year)} a year of ${sessionsPerYear} sessions.`,
      fr: `Une volatilité de ${fr.percent(daily)} par jour fait ${fr.percent(year)} par an de ${sessionsPerYear} séances.`,
    },
    formula: `σ · √n = ${digits(daily)} · √${sessionsPerYear} = ${digits(year)}`,
    notes: [
      {
        en: 'It holds where days do not depend on each other; a market that never closes has 365.',
        fr: 'Cela vaut si les jours ne dépendent pas les uns des autres ; un marché qui ne ferme jamais en a 365.',
      },
    ],
    cites: ['annualised-volatility', 'volatility'],
  };
};

const breakEven: Sum = read => {
  const ratio = read.value('rewardToRisk');
  const share = breakEvenProbability(ratio);
  return {
    title: { en: 'Break-even win rate', fr: "Taux de réussite d'équilibre" },
    lead: {
      en: `Where a win gains ${digits(ratio)} times what a loss costs, ${en.percent(share, 1)} of the trades have to win to break even.`,
      fr: `Si un gain rapporte ${fr.number(ratio, Number.isInteger(ratio) ? 0 : 2)} fois ce que coûte une perte, ${fr.percent(share, 1)} des transactions doivent gagner pour être à l'équilibre.`,
    },
    formula: `1 / (1 + b) = 1 / (1 + ${digits(ratio)}) = ${digits(share)}`,
    notes: [{ en: 'Fees and slippage raise it.', fr: 'Les frais et le glissement le font monter.' }],
    cites: ['break-even-probability', 'risk-to-reward', 'win-rate'],
  };
};

const leveraged: Sum = read => {
  const leverage = read.value('leverage');
  const move = liquidationMove(leverage, 0);
  return {
    title: { en: 'Leverage and liquidation', fr: 'Levier et liquidation' },
    lead: {
      en: `At ${digits(leverage)} times leverage, a move of ${en.percent(move)} against you uses up the whole margin.`,
      fr: `Avec un levier de ${fr.number(leverage, Number.isInteger(leverage) ? 0 : 2)}, un mouvement contraire de ${fr.percent(move)} consomme toute la marge.`,
    },
    formula: `1 / L = 1 / ${digits(leverage)} = ${digits(move)}`,
    notes: [
      {
        en: `A move of 1% changes your own money by ${en.percent(leverage / 100)}. Brokers close earlier: they ask for a maintenance margin.`,
        fr: `Un mouvement de 1 % change votre propre argent de ${fr.percent(leverage / 100)}. Les courtiers ferment plus tôt : ils exigent une marge de maintien.`,
      },
    ],
    cites: ['leverage', 'liquidation', 'margin'],
  };
};

const fees: Sum = read => {
  const [amount, fee, trades] = [read.value('amountUsd'), read.share('percent'), read.value('trades')];
  const left = afterFees(amount, fee, trades);
  return {
    title: { en: 'Fees of many trades', fr: 'Frais de nombreuses transactions' },
    lead: {
      en: `A fee of ${en.percent(fee)} on each of ${digits(trades)} trades takes ${en.money(amount - left)} of ${en.money(amount)}.`,
      fr: `Des frais de ${fr.percent(fee)} sur chacune de ${digits(trades)} transactions prennent ${fr.money(amount - left)} sur ${fr.money(amount)}.`,
    },
    formula: `A · (1 − f)^n = ${digits(amount)} · ${digits(1 - fee)}^${digits(trades)} = ${left.toFixed(2)}`,
    notes: [
      {
        en: 'Here every trade moves the whole amount; a purchase and its sale are two trades.',
        fr: 'Ici, chaque transaction porte sur tout le montant ; un achat et sa vente en font deux.',
      },
    ],
    cites: ['commission', 'portfolio-turnover'],
  };
};

const sums: Readonly<Record<WorkedExample, Sum>> = {
  'position-size': positionSize,
  fall,
  recovery,
  growth,
  volatility: yearly,
  'break-even': breakEven,
  leverage: leveraged,
  fees,
};

/** What stands in for a percentage that nobody gave: it means another thing in each sum. */
const instead: Partial<Record<WorkedExample, Figures>> = {
  fall: { percent: 20 },
  recovery: { percent: 20 },
  growth: { percent: 5 },
  volatility: { percent: 1 },
  fees: { percent: 0.1 },
};

/** Does the sum with the person's figures; what they did not give is taken as an example and named. */
export function workedExample(example: WorkedExample, given: Figures): Worked {
  const read = new FigureReader(given, instead[example] ?? {});
  const worked = sums[example](read);
  return { ...worked, taken: read.taken };
}
