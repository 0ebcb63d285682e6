import { QuaestorError } from '../config/errors.ts';
import { translateTo } from '../config/text.ts';
import { isAccountMeasure, type LevelRule, type Measure } from './alert-rule.ts';
import type { ToolContext } from './tool-context.ts';

/** A fall by 5 % is a change below -5 %. */
const levelOf = (measure: Measure, side: LevelRule['side'], level: number): number =>
  measure === 'change' && side === 'below' ? -Math.abs(level) : level;

/** A price or a value further away than this, as a factor, was meant otherwise. */
const farthest = 5;

const isFar = (level: number, value: number): boolean => !(level >= value / farthest && level <= value * farthest);

/** Levels that the other measures can have: above the first, below the second. */
const bounds: Readonly<Partial<Record<Measure, readonly [low: number, high: number]>>> = {
  volatility: [0, 1000],
  rsi: [0, 100],
  drawdown: [0, 100],
  'day-loss': [0, 100],
  'day-profit': [0, 1000],
};

const farPrice = (level: number, price: number): QuaestorError => {
  const [en, fr] = [translateTo('en'), translateTo('fr')];
  return new QuaestorError('user.bad-request', {
    en: `A price of ${en.number(level)} is far from ${en.number(price)}, where it stands. Give the price itself; for a move in percent say "moves by 5 %".`,
    fr: `Un prix de ${fr.number(level)} est loin de ${fr.number(price)}, où il se trouve. Donnez le prix lui-même ; pour une variation dites « varie de 5 % ».`,
  });
};

const farEquity = (level: number, equity: number): QuaestorError => {
  const [en, fr] = [translateTo('en'), translateTo('fr')];
  return new QuaestorError('user.bad-request', {
    en: `A value of ${en.money(level)} is far from ${en.money(equity)}, which the account is worth. Give the value itself; in percent say "my drawdown passes 5 %" or "my daily loss passes 2 %".`,
    fr: `Une valeur de ${fr.money(level)} est loin de ${fr.money(equity)}, ce que vaut le compte. Donnez la valeur elle-même ; en pourcentage dites « mon repli dépasse 5 % » ou « ma perte du jour dépasse 2 % ».`,
  });
};

/** @throws QuaestorError `user.bad-request` for a level that cannot be meant: nobody waits for what never comes */
function refuseFar({ measure, level }: LevelRule, value: number | undefined): void {
  if (measure === 'price' && value !== undefined && isFar(level, value)) throw farPrice(level, value);
  if (measure === 'equity' && value !== undefined && isFar(level, value)) throw farEquity(level, value);
  const [low, high] = bounds[measure] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (level > low && level < high) return;
  const unit = measure === 'rsi' ? '' : ' %';
  throw new QuaestorError('user.bad-request', {
    en: `The level has to lie between ${low} and ${high}${unit}.`,
    fr: `Le niveau doit se situer entre ${low} et ${high}${unit}.`,
  });
}

/** The rule that was asked for. @throws QuaestorError `user.bad-request` for a level that cannot be meant, and as `alerts.now` */
export function levelRule(symbol: string, asked: Omit<LevelRule, 'symbol'>, { alerts }: ToolContext): LevelRule {
  const { measure, side, level } = asked;
  const watched = isAccountMeasure(measure) ? { measure } : { symbol, measure };
  const rule = { ...watched, side, level: levelOf(measure, side, level) };
  refuseFar(rule, alerts.now(watched));
  return rule;
}
