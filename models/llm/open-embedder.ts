import { QuaestorError } from '../../config/errors.ts';
import type { SecretName, Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import { cachedEmbedder, type Embedder, type EmbeddingCache } from './embedder.ts';
import { providerEmbedder } from './provider-embedder.ts';

type Embedding = NonNullable<Settings['models']['embedding']>;

/** Written out, as those of the chat models: only the settings can send a key elsewhere. */
const homes = {
  openai: 'https://api.openai.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta/openai',
} as const;

const keyNames = { openai: 'OPENAI_API_KEY', google: 'GOOGLE_API_KEY', compatible: 'COMPATIBLE_API_KEY' } as const;

const notSet = (what: SecretName | 'models.embedding.baseUrl', provider: string): QuaestorError =>
  new QuaestorError('config.missing-key', {
    en: `"models.embedding" asks "${provider}" for text embeddings, and ${what} is not set. Set it, or set "models.embedding" to null for the offline embedding.`,
    fr: `« models.embedding » demande les vecteurs de texte à « ${provider} », et ${what} n'est pas défini. Définissez-le, ou mettez « models.embedding » à null pour les vecteurs hors ligne.`,
  });

/** What a provider is asked with. @throws QuaestorError `config.missing-key` */
function accessOf({ provider, baseUrl }: Embedding, secrets: Secrets): { apiKey: string; baseUrl: string } {
  const apiKey = secrets[keyNames[provider]];
  if (provider === 'compatible') {
    if (baseUrl === null) throw notSet('models.embedding.baseUrl', provider);
    return { apiKey: apiKey ?? 'none', baseUrl };
  }
  if (!apiKey) throw notSet(keyNames[provider], provider);
  return { apiKey, baseUrl: baseUrl ?? homes[provider] };
}

/**
 * Opens the embedder that the settings name; every text is asked for once.
 * @param dimensions numbers of a vector
 * @throws QuaestorError `config.missing-key` that names what is not set
 */
export function openEmbedder(
  setting: Embedding,
  secrets: Secrets,
  { dimensions, deadlineMs, cache }: { dimensions: number; deadlineMs: number; cache: EmbeddingCache },
): Embedder {
  const { provider: link, model } = setting;
  const access = { link, model, dimensions, deadlineMs, ...accessOf(setting, secrets) };
  return cachedEmbedder(providerEmbedder(access), cache);
}
