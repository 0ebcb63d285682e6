import { QuaestorError } from '../../config/errors.ts';
import type { AnswerLevel } from './answer-level.ts';

const prefix = 'quaestor:llm:';
const connectMs = 2000;

/** The package is an optional peer: only who sets an address needs it. @throws QuaestorError `config.missing-key` */
export async function loadRedis(load = () => import('redis')): Promise<typeof import('redis')> {
  try {
    return await load();
  } catch (cause) {
    throw new QuaestorError(
      'config.missing-key',
      {
        en: 'llm.cache.redisUrl or REDIS_URL is set, and the package "redis" is not installed. Run: npm install redis@5.8.2, or leave the address out.',
        fr: "llm.cache.redisUrl ou REDIS_URL est défini, et le paquet « redis » n'est pas installé. Lancez : npm install redis@5.8.2, ou retirez l'adresse.",
      },
      {},
      cause,
    );
  }
}

/** Answers on a Redis server, shared by several processes. They expire there by themselves. */
export class RedisAnswers implements AnswerLevel {
  readonly name = 'redis';
  readonly #client: Awaited<ReturnType<typeof RedisAnswers.connect>>;
  readonly #seconds: number;

  private constructor(client: Awaited<ReturnType<typeof RedisAnswers.connect>>, seconds: number) {
    this.#client = client;
    this.#seconds = seconds;
  }

  /**
   * Connects; a connection that is lost later comes back by itself, and until then every call fails at once.
   * @throws QuaestorError `config.missing-key` without the package, `provider.unavailable` when no server answers; neither
   *   names the address, which may hold a password
   */
  static async open(url: string, maximumAgeMs: number): Promise<RedisAnswers> {
    return new RedisAnswers(await RedisAnswers.connect(url), Math.max(1, Math.round(maximumAgeMs / 1000)));
  }

  private static async connect(url: string) {
    const { createClient } = await loadRedis();
    let connected = false;
    const reconnectStrategy = (tries: number): number | false => (connected ? Math.min(5000, 100 * 2 ** tries) : false);
    const socket = { connectTimeout: connectMs, reconnectStrategy };
    try {
      const client = createClient({ url, disableOfflineQueue: true, socket });
      // Without a listener a lost connection would end the process; the call in progress says it.
      client.on('error', () => {});
      await client.connect();
      connected = true;
      client.unref();
      return client;
    } catch {
      throw new QuaestorError('provider.unavailable', {
        en: 'The Redis server of llm.cache.redisUrl or REDIS_URL does not answer.',
        fr: 'Le serveur Redis de llm.cache.redisUrl ou REDIS_URL ne répond pas.',
      });
    }
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#client.get(prefix + key)) ?? undefined;
  }

  async put(key: string, answer: string): Promise<void> {
    await this.#client.set(prefix + key, answer, { expiration: { type: 'EX', value: this.#seconds } });
  }

  close(): void {
    this.#client.destroy();
  }
}
