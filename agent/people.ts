import type { Language, Role, Settings } from '../config/settings.ts';
import type { Text } from '../config/text.ts';
import type { AccountId } from '../data/people-store.ts';
import type { Effect, Tool } from '../tools/tool.ts';

/** Who is talking, on which channel, in which language. */
export type Person = AccountId & {
  readonly role: Role;
  readonly language: Language;
  /** The account that stands for the person on all channels; absent where it is this one. */
  readonly primary?: AccountId;
  /** The group in which they speak, or the named conversation of the page; absent in a private chat. */
  readonly room?: string;
  /** Nobody has named, linked or given a role to them: they see the market and learn, and not the account. */
  readonly stranger?: true;
  /** Others read what is answered, in a group that may not hear of the account. */
  readonly overheard?: true;
};

const rank: Record<Role, number> = { viewer: 0, trader: 1, approver: 2, admin: 3 };
const needed: Record<Effect, Role> = { read: 'viewer', write: 'trader', propose: 'trader', admin: 'admin' };

/** The roles as people call them. */
export const roleNames: Readonly<Record<Role, Text>> = {
  viewer: { en: 'viewer', fr: 'lecteur' },
  trader: { en: 'trader', fr: 'trader' },
  approver: { en: 'approver', fr: 'approbateur' },
  admin: { en: 'admin', fr: 'admin' },
};

export const atLeast = (role: Role, wanted: Role): boolean => rank[role] >= rank[wanted];

/** The role that a tool's effect asks for. */
export const roleFor = (effect: Effect): Role => needed[effect];

export const mayCall = (role: Role, effect: Effect): boolean => atLeast(role, roleFor(effect));

/** Whether the account may be spoken of to a person, here: not to who nobody knows, nor where others read it. */
export const hearsOfAccount = ({ stranger, overheard }: Pick<Person, 'stranger' | 'overheard'>): boolean =>
  !stranger && !overheard;

/** Whether a person may call a tool: their role reaches its effect, and they may hear of the account where it tells of it. */
export const mayUse = (person: Person, { effect, account }: Pick<Tool, 'effect' | 'account'>): boolean =>
  mayCall(person.role, effect) && ((!account && effect !== 'propose') || hearsOfAccount(person));

/** Whose preferences, lessons and roles a person's are, whichever channel they speak on. */
export const ownerOf = ({ primary, channel, id }: Pick<Person, 'primary' | 'channel' | 'id'>): AccountId =>
  primary ?? { channel, id };

/** Whose conversation it is: one for each private chat, and one for each person in each group. */
export const conversationOf = ({ channel, id, room }: Pick<Person, 'channel' | 'id' | 'room'>): AccountId => ({
  channel,
  id: room === undefined ? id : `${id}@${room}`,
});

/** True where others read what is answered. */
export const inGroup = ({ channel, room }: Pick<Person, 'channel' | 'room'>): boolean =>
  room !== undefined && isOutside(channel);

export const samePerson = (a: AccountId, b: AccountId): boolean => a.channel === b.channel && a.id === b.id;

/** Channels whose ids are not names of this machine: a bare name of the settings is never one of theirs. */
const outside: readonly string[] = ['discord', 'telegram', 'api'];

export const isOutside = (channel: string): boolean => outside.includes(channel);

/** Where the portfolio manager speaks: nobody's account is there. */
export const managerChannel = 'cycle';

/** True for a group that may hear of the account: an admin named it. */
const isAccountRoom = ({ people }: Settings, { channel, room }: Pick<Person, 'channel' | 'room'>): boolean =>
  people.accountRooms.includes(`${channel}:${room}`);

/** True where others read an answer that is not for them. */
export const isOverheard = (settings: Settings, place: Pick<Person, 'channel' | 'room'>): boolean =>
  inGroup(place) && !isAccountRoom(settings, place);

/** Channels and how their ids look. */
const idShapes: Readonly<Record<string, RegExp>> = {
  web: /^[\w.-]{1,64}$/,
  discord: /^\d{1,20}$/,
  telegram: /^\d{1,20}$/,
  api: /^[\w.-]{1,64}$/,
};

/** True for what can be an account: a name of this machine, or the number that a channel gave. */
export const isAccount = ({ channel, id }: AccountId): boolean =>
  Object.hasOwn(idShapes, channel) && idShapes[channel]?.test(id) === true;

/** A name of this machine is one person in the browser, the terminal and scripts. */
export const homeOf = ({ channel, id }: AccountId): AccountId => ({
  channel: isOutside(channel) ? channel : 'web',
  id,
});

/** The account that a key of the settings names: `channel:id`, or a bare name of this machine. */
export function accountNamed(key: string): AccountId {
  const [channel = '', ...rest] = key.split(':');
  return rest.length > 0 ? { channel, id: rest.join(':') } : { channel: 'web', id: key };
}

/** The role that the settings name for an account: by `channel:id`, or by a bare id on channels of this machine. */
export function namedRole({ people }: Settings, { channel, id }: AccountId): Role | undefined {
  const key = `${channel}:${id}`;
  if (Object.hasOwn(people.roles, key)) return people.roles[key];
  return !isOutside(channel) && Object.hasOwn(people.roles, id) ? people.roles[id] : undefined;
}
