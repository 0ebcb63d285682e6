import type { Clock } from '../config/clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import { LearnerStore } from '../data/learner-store.ts';
import type { Ledger } from '../data/ledger.ts';
import { PeopleStore } from '../data/people-store.ts';
import type { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { Learner } from '../knowledge/quiz/learner.ts';
import { placesOfEntries } from '../knowledge/quiz/topics.ts';
import { ConversationStore } from './conversation.ts';
import { ownerOf, type Person } from './people.ts';
import { Register } from './register.ts';

export type PeopleWorld = {
  settings: Settings;
  database: Database;
  ledger: Ledger;
  wall: Clock;
  entries: () => readonly GlossaryEntry[];
};

/** Everything that is kept of people: who they are, what they said, what they have learnt. */
export type OpenedPeople = {
  register: Register;
  conversations: ConversationStore;
  learnerOf(person: Person): Learner;
};

export function openPeople({ settings, database, ledger, wall, entries }: PeopleWorld): OpenedPeople {
  const conversations = new ConversationStore(database, settings.conversation.keepMessages, wall);
  const register = new Register({
    settings,
    store: new PeopleStore(database, wall),
    database,
    ledger,
    wall,
    languageOf: account => conversations.language(account) ?? conversations.appLanguage(account),
  });
  const store = new LearnerStore(database, wall);
  let known: ReturnType<typeof placesOfEntries> | undefined;
  const places = () => {
    known ??= placesOfEntries();
    return known;
  };
  const learnerOf = (person: Person) => new Learner({ store, owner: ownerOf(person), clock: wall, entries, places });
  return { register, conversations, learnerOf };
}
