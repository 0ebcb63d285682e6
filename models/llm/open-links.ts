import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Link } from './link.ts';
import { type LinkId, linkStatuses } from './link-status.ts';
import { withoutTracing } from './without-tracing.ts';

/** The id of the last link: the planner that works with no key and no network. */
export const lastLinkId = 'planner';

/** Written out, so that no variable such as OPENAI_BASE_URL can send a key elsewhere: only the settings can. */
const homes = { openai: 'https://api.openai.com/v1', google: 'https://generativelanguage.googleapis.com' } as const;

type Access = Readonly<{ model: string; apiKey: string; baseUrl: string | null }>;

async function openAiModel(
  { model, apiKey, baseUrl }: Access,
  headers: Record<string, string>,
): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai');
  const configuration = { baseURL: baseUrl ?? homes.openai, defaultHeaders: headers, logLevel: 'off' as const };
  return new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration });
}

async function googleModel({ model, apiKey, baseUrl }: Access): Promise<BaseChatModel> {
  const { ChatGoogle } = await import('@langchain/google');
  return new ChatGoogle({ model, apiKey, maxRetries: 0, endpoint: baseUrl ?? homes.google, platformType: 'gai' });
}

function openModel(id: LinkId, { model, baseUrl }: Settings['llm'][LinkId], secrets: Secrets): Promise<BaseChatModel> {
  const access = (apiKey = 'none'): Access => ({ model: model ?? '', apiKey, baseUrl });
  switch (id) {
    case 'openai':
      return openAiModel(access(secrets.OPENAI_API_KEY), {});
    case 'google':
      return googleModel(access(secrets.GOOGLE_API_KEY));
    case 'openrouter':
      return openAiModel(access(secrets.OPENROUTER_API_KEY), { 'X-Title': 'Quaestor' });
    case 'compatible':
      return openAiModel(access(secrets.COMPATIBLE_API_KEY), {});
  }
}

/** Which server answers, without what may be a password in its address. */
function serverOf(baseUrl: string | null): string | null {
  if (baseUrl === null) return null;
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname;
}

/**
 * Opens the links of `llm.chain` that have what they need, in order. Provider packages are loaded only for links in use.
 * Tracing variables are removed from `env` first. No model retries by itself: the caller decides what follows a failure.
 */
export async function openProviders(
  llm: Settings['llm'],
  secrets: Secrets,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Link[]> {
  withoutTracing(env);
  const deadlineMs = llm.deadlineSeconds * 1000;
  const active = linkStatuses(llm, secrets).filter(({ skipped }) => skipped === undefined);
  const links = active.map(async ({ id, model }) => ({
    id,
    model: await openModel(id, llm[id], secrets),
    deadlineMs,
    name: model ?? id,
    parameters: { server: serverOf(llm[id].baseUrl) },
  }));
  return Promise.all(links);
}

/** As `openProviders`, with `lastLink` at the end. */
export async function openLinks(
  llm: Settings['llm'],
  secrets: Secrets,
  lastLink: BaseChatModel,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Link[]> {
  const links = await openProviders(llm, secrets, env);
  return [...links, { id: lastLinkId, model: lastLink, deadlineMs: llm.deadlineSeconds * 1000 }];
}
