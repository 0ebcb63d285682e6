import { z } from 'zod';
import { asQuaestorError } from '../config/errors.ts';
import type { Text, Translate } from '../config/text.ts';
import { AlertRule, holdsAt, measureNow, ruleText } from './alert-rule.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin, type Prices } from './bring-prices.ts';
import type { CardInput } from './card.ts';
import type { ToolContext } from './tool-context.ts';

/** An alert that was made for a person. */
export const KeptAlert = z.strictObject({
  id: z.int(),
  rule: AlertRule,
  /** What is watched now; absent where it cannot be computed yet. */
  value: z.number().optional(),
  /** Of the newest price; absent for the account, and where there is none. */
  openAt: z.int().optional(),
  provider: z.string().optional(),
  notice: Origin.shape.notice,
  /** Why it cannot be computed yet, where it waits for a history. */
  missing: z.strictObject({ en: z.string(), fr: z.string() }).optional(),
});
export type KeptAlert = z.infer<typeof KeptAlert>;

type Found = { prices: Prices } | { missing: Text };

/** The prices of an instrument, or why there are none yet. @throws what is no lack of history */
export async function pricesOf(symbol: string, context: ToolContext): Promise<Found> {
  try {
    return { prices: await bringPrices(context, symbol, '1d') };
  } catch (thrown) {
    const error = asQuaestorError(thrown);
    if (error.code !== 'data.no-history') throw error;
    return { missing: error.text ?? { en: error.message, fr: error.message } };
  }
}

const nowText = (rule: AlertRule, value: number | undefined): Text | undefined =>
  rule.measure === 'regime' || value === undefined ? undefined : measureNow(rule.measure, value);

/** What is missing, how it can be had, and that the alert is kept for it. */
const waits = (missing: Text): Text => ({
  en: `${missing.en} The alert is kept and watches as soon as there are prices.`,
  fr: `${missing.fr} L'alerte est conservée et veillera dès qu'il y aura des prix.`,
});

/** What of it stands on the card. */
export const originOrMissing = (found: Found): Pick<KeptAlert, 'openAt' | 'provider' | 'notice' | 'missing'> =>
  'prices' in found ? { openAt: found.prices.quote.openAt, ...found.prices.origin } : found;

/** Keeps a rule for the person who asks. */
export function kept(rule: AlertRule, { alerts }: ToolContext): Pick<KeptAlert, 'id' | 'rule' | 'value'> {
  const { id, value } = alerts.add(rule);
  return { id, rule, ...(value === undefined ? {} : { value }) };
}

/** What the model reads of it. */
export const sayAlert = ({ rule, value, missing }: KeptAlert): string =>
  ['Kept:', `${ruleText(rule).en}.`, nowText(rule, value)?.en, missing && waits(missing).en]
    .filter(part => part !== undefined)
    .join(' ');

/** What a person sees of it. */
export function alertShown({ id, rule, value, openAt, provider, notice, missing }: KeptAlert, t: Translate): CardInput {
  const already = rule.measure !== 'regime' && value !== undefined && holdsAt(rule, value);
  const now = nowText(rule, value);
  const help = t({
    en: '/alerts lists yours, /alerts remove 1 removes one.',
    fr: '/alertes liste les vôtres, /alertes retirer 1 en retire une.',
  });
  const dated =
    openAt === undefined || provider === undefined
      ? ''
      : `${asOf(openAt, { provider, ...(notice ? { notice } : {}) }, t)} `;
  return {
    title: t({ en: `Alert ${id}`, fr: `Alerte ${id}` }),
    lead: t({
      en: `I will tell you: ${ruleText(rule).en}.`,
      fr: `Je vous préviendrai : ${ruleText(rule).fr}.`,
    }),
    lines: [
      ...(now ? [t(now)] : []),
      ...(missing ? [t(waits(missing))] : []),
      ...(already
        ? [
            t({
              en: 'That holds already: you are told the next time it comes true.',
              fr: "C'est déjà le cas : vous serez prévenu la prochaine fois.",
            }),
          ]
        : []),
    ],
    footnote: `${dated}${help}`,
  };
}
