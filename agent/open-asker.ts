import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Log } from '../config/log.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import type { AskForText } from '../models/llm/ask-links.ts';
import { openBreaker } from '../models/llm/breaker.ts';
import { linkStatuses } from '../models/llm/link-status.ts';
import type { Spending } from '../models/llm/spending.ts';

export type AskerParts = {
  settings: Settings;
  secrets: Secrets;
  log: Log;
  wall: Clock;
  database: Database;
  spending: Spending;
};

/** Nobody is asked beyond the day's budget: who would have been asked holds, or does without. */
const withinBudget =
  (ask: AskForText, spending: Spending): AskForText =>
  (talk, signal, how = {}) => {
    const over = spending.over(how.person ?? { channel: 'system', id: 'reader' });
    return over ? Promise.reject(new QuaestorError('provider.unavailable', over)) : ask(talk, signal, how);
  };

/**
 * The language models of the settings as one that can be asked for a text: counted, within the budget, with a cache for
 * what the caller lets it keep. Undefined where no link has what it needs. Loaded with the first question.
 * @param brought who is asked in place of the links of the settings
 */
export function openAsker(
  { settings, secrets, log, wall, database, spending }: AskerParts,
  brought?: AskForText,
): AskForText | undefined {
  const { llm } = settings;
  if (brought) return withinBudget(brought, spending);
  if (linkStatuses(llm, secrets).every(({ skipped }) => skipped !== undefined)) return undefined;
  const breaker = openBreaker({ failures: llm.breakerFailures, restMs: llm.breakerSeconds * 1000, clock: wall });
  let opened: Promise<AskForText> | undefined;
  const open = async (): Promise<AskForText> => {
    const [{ openProviders }, { askLinks }, { openAnswerCache }] = await Promise.all([
      import('../models/llm/open-links.ts'),
      import('../models/llm/ask-links.ts'),
      import('../models/llm/open-answer-cache.ts'),
    ]);
    const cache = await openAnswerCache(llm, { database, clock: wall, secrets, log });
    return askLinks(await openProviders(llm, secrets), { breaker, secrets, log, clock: wall, cache, spending });
  };
  return withinBudget(async (talk, signal, how) => {
    opened ??= open();
    return (await opened)(talk, signal, how);
  }, spending);
}
