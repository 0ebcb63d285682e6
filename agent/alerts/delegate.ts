import type { Role, Settings } from '../../config/settings.ts';
import type { AccountId } from '../../data/people-store.ts';
import { accountNamed, atLeast } from '../people.ts';
import type { Register } from '../register.ts';

/** Who is asked in quiet hours, and whether their role lets them approve at this moment. */
export type Delegate = { name: string; owner: AccountId; role: Role; may: boolean };

/** The delegate of the settings; undefined where they name none. */
export function delegateOf({
  settings,
  register,
}: {
  settings: Pick<Settings, 'desk'>;
  register: Pick<Register, 'primaryOf' | 'person'>;
}): Delegate | undefined {
  const name = settings.desk.delegate;
  if (name === null) return undefined;
  const owner = register.primaryOf(accountNamed(name));
  const { role } = register.person(owner);
  return { name, owner, role, may: atLeast(role, 'approver') };
}
