import { wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Role } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';
import { ApiKeyStore, Scope } from '../../data/api-key-store.ts';
import type { CardInput } from '../../tools/card.ts';
import { forbidden } from '../door.ts';
import { atLeast, inGroup } from '../people.ts';
import { accountText } from '../register.ts';
import type { Call, Command } from './command.ts';

const scopeList = Scope.options.join(', ');

const usage = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `Say /key new NAME SCOPES, for example /key new research-bot read,feedback, or /key revoke NAME. Scopes: ${scopeList}. /keys lists the keys.`,
    fr: `Dites /cle nouvelle NOM DROITS, par exemple /cle nouvelle research-bot read,feedback, ou /cle revoquer NOM. Droits : ${scopeList}. /cles liste les clés.`,
  });

/** The role of the program behind a key: the least that its scopes need. The API holds it to them where the role allows more. */
const roleOf = (scopes: readonly Scope[]): Role => {
  if (scopes.includes('admin')) return 'admin';
  if (scopes.includes('approve')) return 'approver';
  return scopes.includes('trade') ? 'trader' : 'viewer';
};

const storeOf = ({ agent }: Call): ApiKeyStore => new ApiKeyStore(agent.parts.database, wallClock);

const account = (name: string) => ({ channel: 'api', id: name });

function make(call: Call, name: string, said: string): CardInput {
  const { agent, person, t } = call;
  if (inGroup(person)) {
    throw new QuaestorError('user.bad-request', {
      en: 'Everybody here would read the key: ask me in a private message.',
      fr: 'Tout le monde ici lirait la clé : demandez-la-moi en message privé.',
    });
  }
  const scopes = Scope.array()
    .min(1)
    .safeParse(said.split(/[\s,]+/).filter(word => word !== ''));
  if (!scopes.success) throw usage();
  const { database, register } = agent.parts;
  const key = database
    .transaction(() => {
      const made = storeOf(call).make(name, scopes.data, accountText(person));
      register.giveRole(person, account(name), roleOf(scopes.data));
      return made;
    })
    .immediate();
  return {
    title: t({ en: `Key "${name}"`, fr: `Clé « ${name} »` }),
    lead: t({
      en: `The key is made. It is shown this once: keep it where secrets belong.`,
      fr: 'La clé est créée. Elle ne s’affiche que cette fois : gardez-la là où vont les secrets.',
    }),
    lines: [
      key,
      t({
        en: `Send it as "Authorization: Bearer …". Scopes: ${scopes.data.join(', ')}. The document of the API is at /api/openapi.json.`,
        fr: `Envoyez-la ainsi : « Authorization: Bearer … ». Droits : ${scopes.data.join(', ')}. Le document de l'API est à /api/openapi.json.`,
      }),
    ],
    tone: 'good',
  };
}

function revoke(call: Call, name: string): CardInput {
  const { agent, person, t } = call;
  if (!storeOf(call).revoke(name)) {
    throw new QuaestorError('user.bad-request', {
      en: `There is no key "${name}". /keys lists them.`,
      fr: `Il n'y a pas de clé « ${name} ». /cles les liste.`,
    });
  }
  agent.parts.register.giveRole(person, account(name), 'viewer');
  return {
    title: t({ en: `Key "${name}"`, fr: `Clé « ${name} »` }),
    lead: t({
      en: 'It is revoked: from now on it opens nothing.',
      fr: 'Elle est révoquée : elle n’ouvre plus rien.',
    }),
  };
}

const requireAdmin = ({ person }: Call, what: string): void => {
  if (!atLeast(person.role, 'admin')) throw forbidden(what, 'admin', person.role);
};

const key = (call: Call): CardInput => {
  requireAdmin(call, '/key');
  const [verb = '', name = '', ...said] = call.rest.split(/\s+/);
  if (['new', 'nouvelle'].includes(fold(verb))) return make(call, name, said.join(' '));
  if (['revoke', 'revoquer'].includes(fold(verb))) return revoke(call, name);
  throw usage();
};

const keys = (call: Call): CardInput => {
  requireAdmin(call, '/keys');
  const { t } = call;
  const all = storeOf(call).all();
  return {
    title: t({ en: 'Keys of programs', fr: 'Clés des programmes' }),
    lead:
      all.length === 0
        ? t({
            en: 'There is none. Make one: /key new research-bot read',
            fr: "Il n'y en a pas. Pour en créer une : /cle nouvelle research-bot read",
          })
        : t({
            en: all.length === 1 ? '1 key is in use.' : `${all.length} keys are in use.`,
            fr: all.length === 1 ? '1 clé en service.' : `${all.length} clés en service.`,
          }),
    ...(all.length > 0
      ? {
          table: {
            columns: [
              t({ en: 'Name', fr: 'Nom' }),
              t({ en: 'Scopes', fr: 'Droits' }),
              t({ en: 'Made', fr: 'Créée' }),
              t({ en: 'By', fr: 'Par' }),
            ],
            rows: all.map(({ name, scopes, madeAt, madeBy }) => [name, scopes.join(', '), t.day(madeAt), madeBy]),
          },
        }
      : {}),
  };
};

/** Keys with which programs use the HTTP API, made and revoked by admins. */
export const keyCommands: readonly Command[] = [
  {
    en: 'key',
    forOne: true,
    fr: 'cle',
    about: { en: 'make or revoke a key of the HTTP API (admins)', fr: "créer ou révoquer une clé de l'API (admins)" },
    run: key,
  },
  {
    en: 'keys',
    forOne: true,
    fr: 'cles',
    about: { en: 'the keys of the HTTP API (admins)', fr: "les clés de l'API (admins)" },
    run: keys,
  },
];
