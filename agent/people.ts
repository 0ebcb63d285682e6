import type { Language, Role, Settings } from '../config/settings.ts';
import type { Effect } from '../tools/tool.ts';

/** Who is talking, on which channel, in which language. */
export type Person = {
  readonly id: string;
  readonly channel: string;
  readonly role: Role;
  readonly language: Language;
};

const rank: Record<Role, number> = { viewer: 0, trader: 1, admin: 2 };
const needed: Record<Effect, Role> = { read: 'viewer', write: 'trader', propose: 'trader', admin: 'admin' };

export const atLeast = (role: Role, wanted: Role): boolean => rank[role] >= rank[wanted];

/** The role that a tool's effect asks for. */
export const roleFor = (effect: Effect): Role => needed[effect];

export const mayCall = (role: Role, effect: Effect): boolean => atLeast(role, roleFor(effect));

/** The person behind an id of a channel; who is not named in the settings has the default role. */
export function personOf(settings: Settings, channel: string, id: string, language: Language): Person {
  const role = Object.hasOwn(settings.people.roles, id) ? settings.people.roles[id] : undefined;
  return { id, channel, role: role ?? settings.people.defaultRole, language };
}
