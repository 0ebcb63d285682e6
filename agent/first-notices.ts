import { translateTo } from '../config/text.ts';
import type { Database } from '../data/database.ts';
import type { AgentParts } from './agent-parts.ts';
import { noticesOf } from './channels/notices.ts';
import type { Emit } from './events.ts';
import { isOutside, ownerOf, type Person } from './people.ts';

/** Writes down that a person has the notices; false where they had them before, on whichever of their channels. */
function firstTime(database: Database, person: Person): boolean {
  const { channel, id } = ownerOf(person);
  return (
    database
      .prepare(
        `insert into preference (channel, person_id, name, value) values (?, ?, 'notices', ?)
         on conflict (channel, person_id, name) do nothing`,
      )
      .run(channel, id, person.language).changes === 1
  );
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
  if (!isOutside(person.channel)) return emit;
  return event => {
    if (event.type !== 'answer-end' || !firstTime(database, person)) return emit(event);
    const notices = noticesOf(settings, market).map(translateTo(person.language));
    emit({ ...event, text: `${notices.join('\n')}\n\n${event.text}` });
  };
}
