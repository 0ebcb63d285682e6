import type { Clock } from '../../config/clock.ts';
import type { Log } from '../../config/log.ts';
import { redact } from '../../config/redact.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import { MemoryAnswers } from '../../data/answers/memory-answers.ts';
import { RedisAnswers } from '../../data/answers/redis-answers.ts';
import { SqliteAnswers } from '../../data/answers/sqlite-answers.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import type { Database } from '../../data/database.ts';
import { AnswerCache } from './answer-cache.ts';

/**
 * The cache of the settings: memory, the state database, and Redis where an address is set.
 * @throws QuaestorError `config.missing-key` where Redis is set and its package is not there, `provider.unavailable` where
 *   its server does not answer
 */
export async function openAnswerCache(
  { cache }: Settings['llm'],
  parts: { database: Database; clock: Clock; secrets: Secrets; log: Log; env?: NodeJS.ProcessEnv },
): Promise<AnswerCache> {
  const { database, clock, secrets, log, env = process.env } = parts;
  const maximumAgeMs = cache.days * dayMs;
  const url = cache.redisUrl ?? (env.REDIS_URL || undefined);
  const far = url === undefined ? [] : [await RedisAnswers.open(url, maximumAgeMs)];
  return new AnswerCache({
    levels: [new MemoryAnswers(cache.memoryEntries), new SqliteAnswers(database, clock, maximumAgeMs), ...far],
    scrub: text => redact(redact(text, { ...secrets }), env),
    log,
  });
}
