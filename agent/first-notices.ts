import type { Language } from '../config/settings.ts';
import { translateTo } from '../config/text.ts';
import type { Database } from '../data/database.ts';
import type { AccountId } from '../data/people-store.ts';
import type { AgentParts } from './agent-parts.ts';
import { noticesOf } from './channels/notices.ts';
import type { Emit } from './events.ts';
import { isOutside, type Person } from './people.ts';

/** Writes down that an account has the notices; false where it had them before. */
function isFirst(database: Database, { channel, id }: AccountId, language: Language): boolean {
  return (
    database
      .prepare(
        `insert into preference (channel, person_id, name, value) values (?, ?, 'notices', ?)
         on conflict (channel, person_id, name) do nothing`,
      )
      .run(channel, id, language).changes === 1
  );
}

/** True once for a person: neither they, on whichever channel, nor this account before it was theirs had the notices. */
function firstTime(database: Database, person: Person): boolean {
  const own = isFirst(database, { channel: person.channel, id: person.id }, person.language);
  return person.primary ? isFirst(database, person.primary, person.language) && own : own;
}

/**
 * Events as they come, with the notices before the first answer that a person ever gets on a channel of messages, which
 * has no page and no start of its own to show them.
 */
export function withFirstNotices(
  { database, settings, market }: Pick<AgentParts, 'database' | 'settings' | 'market'>,
  person: Person,
  emit: Emit,
): Emit {
  if (!isOutside(person.channel) || person.channel === 'api') return emit;
  return event => {
    if (event.type !== 'answer-end' || !firstTime(database, person)) return emit(event);
    const notices = noticesOf(settings, market).map(translateTo(person.language));
    emit({ ...event, text: `${notices.join('\n')}\n\n${event.text}` });
  };
}
