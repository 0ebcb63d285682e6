import type { Update } from 'telegraf/types';
import { z } from 'zod';
import { asQuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import type { TelegramApi } from './telegram-api.ts';

/** What the bot asks to be told of. */
export const allowedUpdates = ['message', 'callback_query'] as const;

/** Seconds for which Telegram holds the line while nothing happens. */
const holdSeconds = 50;
const answerMs = 65_000;
const firstPauseMs = 500;
const longestPauseMs = 60_000;

const Numbered = z.custom<Update>(value => z.object({ update_id: z.int() }).safeParse(value).success);
const Updates = z.array(Numbered);

export type UpdateParts = { api: TelegramApi; log: Log; closing: AbortSignal };

/**
 * Does something until it works or the channel closes, with growing pauses; what Telegram refuses for good, such as a
 * wrong token, is given up.
 * @returns undefined where it was given up or the channel closes
 */
export async function untilItWorks<T>({ api, log, closing }: UpdateParts, work: () => Promise<T>) {
  for (let failures = 1; !closing.aborted; failures += 1) {
    try {
      return await work();
    } catch (thrown) {
      const error = asQuaestorError(thrown);
      if (closing.aborted) return undefined;
      if (error.code === 'provider.refused') {
        log.error('telegram refuses the bot; is TELEGRAM_TOKEN right?', { error });
        return undefined;
      }
      log.warn('telegram cannot be reached; trying again', { failures, error });
      const asked = error.details.retryAfterMs;
      await api.rest(typeof asked === 'number' ? asked : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)));
    }
  }
  return undefined;
}

/**
 * Asks Telegram for updates until the channel closes. `handle` must return at once. Network faults, and a second
 * process that asks with the same token (409), are waited out; nothing is handled twice meanwhile.
 */
export async function pollUpdates(parts: UpdateParts, handle: (update: Update) => void): Promise<void> {
  const { api, closing } = parts;
  let offset = 0;
  while (!closing.aborted) {
    const updates = await untilItWorks(parts, async () => {
      const signal = AbortSignal.any([closing, AbortSignal.timeout(answerMs)]);
      const payload = { offset, timeout: holdSeconds, allowed_updates: allowedUpdates };
      return Updates.parse(await api.call('getUpdates', payload, signal));
    });
    if (updates === undefined) return;
    for (const update of updates) {
      offset = update.update_id + 1;
      handle(update);
    }
  }
}
