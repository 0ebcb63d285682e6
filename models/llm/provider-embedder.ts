import type { OpenAIEmbeddings } from '@langchain/openai';
import { wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import { redact } from '../../config/redact.ts';
import { untilAborted } from '../../data/market/until-aborted.ts';
import type { Embedder } from './embedder.ts';
import { DeadlinePassed, providerFailure } from './provider-failure.ts';

export type EmbeddingAccess = {
  /** Who is asked, as errors and the vectors' name call it. */
  readonly link: string;
  readonly model: string;
  readonly apiKey: string;
  /** Home of an API that speaks OpenAI's embeddings: OpenAI, Gemini at /v1beta/openai, OpenRouter, Ollama, vLLM. */
  readonly baseUrl: string;
  readonly dimensions: number;
  /** Time that one request may take. */
  readonly deadlineMs: number;
};

/** Texts of one request: below the limits of the providers (Gemini takes 100). */
const batchSize = 100;

/**
 * An embedder that asks a provider, in batches, and scales each vector to length 1: shortened vectors of some models
 * come without it. The package is loaded with the first request.
 * Throws QuaestorError `model.bad-output` where the provider's vectors have another length than was asked for or are
 * not numbers, else as `Embedder` says.
 */
export function providerEmbedder(access: EmbeddingAccess): Embedder {
  const { link, model, dimensions } = access;
  let client: Promise<OpenAIEmbeddings> | undefined;

  async function embedBatch(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    client ??= openClient(access);
    const opened = await client;
    const deadline = AbortSignal.timeout(access.deadlineMs);
    const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
    try {
      const vectors = await untilAborted(() => opened.embedDocuments([...texts]), until);
      return texts.map((_, k) => unitVector(vectors[k] ?? [], access));
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof QuaestorError) throw thrown;
      const cause = deadline.aborted ? new DeadlinePassed(`no answer within ${access.deadlineMs} ms`) : thrown;
      const scrub = (text: string): string => redact(text).replaceAll(access.apiKey, '[redacted]');
      throw providerFailure(link, cause, { scrub, now: wallClock.now() }).error;
    }
  }

  return {
    name: `${link}/${model}`,
    dimensions,
    source: 'provider',
    embed: async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += batchSize) {
        signal?.throwIfAborted();
        vectors.push(...(await embedBatch(texts.slice(from, from + batchSize), signal)));
      }
      return vectors;
    },
  };
}

async function openClient({ model, apiKey, baseUrl, dimensions }: EmbeddingAccess): Promise<OpenAIEmbeddings> {
  const { OpenAIEmbeddings: Client } = await import('@langchain/openai');
  const configuration = { baseURL: baseUrl, logLevel: 'off' as const };
  // Small servers know no other format than plain numbers.
  return new Client({ model, apiKey, dimensions, batchSize, maxRetries: 0, encodingFormat: 'float', configuration });
}

function unitVector(vector: readonly number[], { link, model, dimensions }: EmbeddingAccess): Float32Array {
  const length = Math.hypot(...vector);
  if (vector.length === dimensions && length > 0 && Number.isFinite(length)) {
    return Float32Array.from(vector, value => value / length);
  }
  throw new QuaestorError(
    'model.bad-output',
    {
      en: `"${link}/${model}" gave a vector of ${vector.length} numbers and length ${length}; ${dimensions} numbers were asked for. Choose a model that can shorten its vectors to that.`,
      fr: `« ${link}/${model} » a donné un vecteur de ${vector.length} nombres et de longueur ${length} ; ${dimensions} nombres étaient demandés. Choisissez un modèle qui sait raccourcir ses vecteurs à cela.`,
    },
    { link, model, got: vector.length, dimensions },
  );
}
