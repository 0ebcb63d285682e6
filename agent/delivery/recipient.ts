import { z } from 'zod';
import { atLeast, type Person } from '../people.ts';

/** What a person must be when they are told: somebody who sees the account, or of a role at least. */
export const Need = z.enum(['account', 'trader', 'approver']);
export type Need = z.infer<typeof Need>;

/** For whom a message is that not everybody may read. It is looked at again when the message is sent. */
export const Recipient = z.strictObject({
  owner: z.strictObject({ channel: z.string(), id: z.string() }),
  needs: Need,
});
export type Recipient = z.infer<typeof Recipient>;

/** Whether a person may be told what needs this; everybody what needs nothing. */
export const mayHear = (person: Pick<Person, 'role' | 'stranger'>, needs: Need | undefined): boolean =>
  needs === undefined || (needs === 'account' ? !person.stranger : atLeast(person.role, needs));
