import { QuaestorError } from '../../config/errors.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';
import type { UsageStore } from '../../data/usage-store.ts';
import { type LinkId, linkStatuses } from './link-status.ts';

/** On whose account a language model is asked. */
export type Spender = { readonly channel: string; readonly id: string };

/** Tokens of one call as the provider counts them; undefined where it does not tell. */
export type Tokens = { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined };

const perMillion = 1e-6;

const reached = (what: Text): Text => ({
  en: `The daily budget for language models is used up (${what.en}): the offline planner answers until tomorrow, UTC.`,
  fr: `Le budget quotidien des modèles de langage est épuisé (${what.fr}) : le planificateur hors ligne répond jusqu'à demain, UTC.`,
});

/** What language models cost, and whether more may be asked of them today. */
export class Spending {
  readonly usage: UsageStore;
  readonly #llm: Settings['llm'];
  readonly #told = new Map<string, string>();

  constructor(llm: Settings['llm'], usage: UsageStore) {
    this.#llm = llm;
    this.usage = usage;
  }

  /** Writes a call down: tokens always, the cost where the settings know the model's price. */
  count({ channel, id: personId }: Spender, link: string, { inputTokens = 0, outputTokens = 0 }: Tokens): void {
    const model = this.#llm[link as LinkId]?.model ?? link;
    const price = this.#llm.prices[`${link}/${model}`];
    const usd = price ? (inputTokens * price.input + outputTokens * price.output) * perMillion : null;
    this.usage.add({ channel, personId, link, model, inputTokens, outputTokens, usd });
  }

  /** The limit that today's use has reached, as it is said; undefined while none is. */
  over(person: Spender): Text | undefined {
    const { tokensPerUserDay, tokensPerDay, usdPerDay } = this.#llm.budget;
    const { tokens, usd } = this.usage.all();
    const mine = tokensPerUserDay === null ? 0 : this.usage.of(person).tokens;
    if (tokensPerUserDay !== null && mine >= tokensPerUserDay)
      return reached({
        en: `${mine} of your ${tokensPerUserDay} tokens`,
        fr: `${mine} de vos ${tokensPerUserDay} jetons`,
      });
    if (tokensPerDay !== null && tokens >= tokensPerDay)
      return reached({ en: `${tokens} of ${tokensPerDay} tokens`, fr: `${tokens} jetons sur ${tokensPerDay}` });
    if (usdPerDay !== null && usd >= usdPerDay)
      return reached({ en: `$${usd.toFixed(2)} of $${usdPerDay}`, fr: `${usd.toFixed(2)} $ sur ${usdPerDay} $` });
    return undefined;
  }

  /** The same once a day for each person: what is said in chat. */
  notice(person: Spender): Text | undefined {
    const name = `${person.channel}:${person.id}`;
    const today = this.usage.today();
    const text = this.over(person);
    if (!text || this.#told.get(name) === today) return undefined;
    this.#told.set(name, today);
    return text;
  }
}

/**
 * Spending under the settings' budget.
 * @throws QuaestorError `config.invalid` where dollars are limited and a model in use has no price: it could not be judged
 */
export function openSpending(llm: Settings['llm'], usage: UsageStore, secrets: Secrets): Spending {
  const unpriced = linkStatuses(llm, secrets)
    .filter(({ skipped }) => skipped === undefined)
    .map(({ id, model }) => `${id}/${model}`)
    .filter(name => llm.prices[name] === undefined);
  if (llm.budget.usdPerDay !== null && unpriced.length > 0) {
    throw new QuaestorError('config.invalid', {
      en: `llm.budget.usdPerDay is set, and llm.prices has no price of ${unpriced.join(', ')}. Give it in US dollars per million tokens, e.g. llm.prices: { ${unpriced[0]}: { input: 0.25, output: 2 } }.`,
      fr: `llm.budget.usdPerDay est défini, et llm.prices ne donne pas le prix de ${unpriced.join(', ')}. Indiquez-le en dollars par million de jetons, par exemple llm.prices: { ${unpriced[0]}: { input: 0.25, output: 2 } }.`,
    });
  }
  return new Spending(llm, usage);
}
