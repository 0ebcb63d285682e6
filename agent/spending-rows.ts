import type { Translate } from '../config/text.ts';
import type { UseRow } from '../data/usage-store.ts';
import type { Spending } from '../models/llm/spending.ts';

function costOf({ usd, calls, unpricedCalls }: UseRow, t: Translate): string {
  if (unpricedCalls === calls) return t({ en: 'cost unknown', fr: 'coût inconnu' });
  const missing = unpricedCalls === 0 ? '' : t({ en: ' and more, unknown', fr: ' et plus, inconnu' });
  return `${t.money(usd)}${missing}`;
}

/** What language models have taken today, one row for each person and model: for the status that admins see. */
export function spendingRows({ usage }: Pick<Spending, 'usage'>, t: Translate): [string, string][] {
  return usage.rows().map(row => {
    const { personId, channel, link, model, calls, inputTokens, outputTokens } = row;
    const tokens = t.number(inputTokens + outputTokens, 0);
    return [
      t({
        en: `Language model today: ${personId} (${channel})`,
        fr: `Modèle de langage ce jour : ${personId} (${channel})`,
      }),
      t({
        en: `${link}/${model}: ${calls} calls, ${tokens} tokens, ${costOf(row, t)}`,
        fr: `${link}/${model} : ${calls} appels, ${tokens} jetons, ${costOf(row, t)}`,
      }),
    ];
  });
}
