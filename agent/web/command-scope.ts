import type { Scope } from '../../data/api-key-store.ts';
import type { Effect, Tool } from '../../tools/tool.ts';
import { commands } from '../commands.ts';
import { isNamed, type SaidCommand } from '../read-said.ts';

/** A scope, or, where a command both shows and changes, that of what is said behind it. */
type Needed = Scope | ((rest: string) => Scope);

const shownBare =
  (changes: Scope): Needed =>
  rest =>
    rest === '' ? 'read' : changes;

const needed: ReadonlyMap<string, Needed> = new Map(
  Object.entries<Needed>({
    help: 'read',
    status: 'read',
    proposals: 'read',
    memory: 'read',
    daily: 'read',
    weekly: 'read',
    monthly: 'read',
    version: 'read',
    health: 'read',
    // How somebody is talked to, and who they are, is their own affair.
    language: 'read',
    level: 'read',
    new: 'read',
    link: 'read',
    unlink: 'read',
    forget_me: 'read',
    logout: 'read',
    alerts: shownBare('trade'),
    // Whoever may propose or decide may stop: the command looks at the role.
    stop: 'read',
    pause: 'trade',
    resume: 'trade',
    decide: 'trade',
    edit: 'trade',
    again: 'trade',
    approve: 'approve',
    reject: 'approve',
    answer: 'approve',
    rate: 'feedback',
    role: shownBare('admin'),
    mode: shownBare('admin'),
    people: 'admin',
    logs: 'admin',
    key: 'admin',
    keys: 'admin',
  }),
);

const ofEffect: Readonly<Record<Effect, Scope>> = { read: 'read', write: 'trade', propose: 'trade', admin: 'admin' };

/** The scope that a key needs to call a tool. */
export const scopeOfTool = ({ effect }: Pick<Tool, 'effect'>): Scope => ofEffect[effect];

const scopeNamed = (name: string, rest: string): Scope => {
  // What the table forgets is for admins.
  const scope = needed.get(name) ?? 'admin';
  return typeof scope === 'string' ? scope : scope(rest);
};

/** The scope that a key needs to say a command: that of the route which does the same. `read` for what is no command. */
export function scopeOfCommand(said: SaidCommand, tools: readonly Pick<Tool, 'effect' | 'command'>[]): Scope {
  const own = commands.find(one => isNamed(said, one));
  if (own) return scopeNamed(own.en, said.rest);
  const tool = tools.find(({ command }) => command && isNamed(said, command));
  return tool ? scopeOfTool(tool) : 'read';
}

/** Which commands need more than `read`, by scope, for the document of the API. */
export function scopesText(): string {
  const rows = commands.map(({ en }) => ({ name: `/${en}`, bare: scopeNamed(en, ''), more: scopeNamed(en, 'x') }));
  return (['trade', 'approve', 'feedback', 'admin'] as const)
    .map(scope => {
      const names = rows
        .filter(({ more }) => more === scope)
        .map(({ name, bare }) => (bare === scope ? name : `${name} with anything behind it`));
      return `${scope}: ${names.join(', ')}`;
    })
    .join('; ');
}
