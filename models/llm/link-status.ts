import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';

export type LinkId = Settings['llm']['chain'][number];

/** What a status page says about one link of the chain; `skipped` is absent where the link is in use. */
export type LinkStatus = Readonly<{ id: LinkId; model: string | null; skipped?: Text }>;

const keyNames = { openai: 'OPENAI_API_KEY', google: 'GOOGLE_API_KEY', openrouter: 'OPENROUTER_API_KEY' } as const;

const unset = (what: string): Text => ({ en: `${what} is not set`, fr: `${what} n’est pas défini` });

function missing(id: LinkId, llm: Settings['llm'], secrets: Secrets): string | undefined {
  if (id === 'compatible' && !llm.compatible.baseUrl) return 'llm.compatible.baseUrl';
  if (!llm[id].model) return `llm.${id}.model`;
  return id === 'compatible' || secrets[keyNames[id]] ? undefined : keyNames[id];
}

/** Which links of the chain are in use, in the order in which they are tried, and why the others are not. */
export function linkStatuses(llm: Settings['llm'], secrets: Secrets): LinkStatus[] {
  return [...new Set(llm.chain)].map(id => {
    const lacking = missing(id, llm, secrets);
    return { id, model: llm[id].model, ...(lacking !== undefined && { skipped: unset(lacking) }) };
  });
}
