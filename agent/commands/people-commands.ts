import { QuaestorError } from '../../config/errors.ts';
import { Role } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';
import type { Text, Translate } from '../../config/text.ts';
import type { GivenRole } from '../../data/people-store.ts';
import type { CardInput } from '../../tools/card.ts';
import { forbidden } from '../door.ts';
import { accountNamed, atLeast, inGroup, isAccount, type Person, roleNames } from '../people.ts';
import { accountText } from '../register.ts';
import type { Call, Command } from './command.ts';
import { logoutCommand } from './logout-command.ts';

const requireAdmin = (person: Person, what: string): void => {
  if (!atLeast(person.role, 'admin')) throw forbidden(what, 'admin', person.role);
};

const title = (t: Translate): string => t({ en: 'Your accounts', fr: 'Vos comptes' });

/** `/link` gives a code where a person is known; `/link CODE` uses it where they are not yet. */
const link = ({ agent, person, rest, t }: Call): CardInput => {
  const { register } = agent.parts;
  if (inGroup(person)) {
    register.spoilCode(rest);
    throw new QuaestorError('user.bad-request', {
      en: 'Everybody here can read a code, so one that stood here is worth nothing any more: say /link to me in a private message.',
      fr: 'Tout le monde ici peut lire un code ; celui qui était écrit ici ne vaut donc plus rien : dites-moi /lier en message privé.',
    });
  }
  if (rest !== '') {
    const primary = register.redeem(person, rest);
    const { role } = register.person(primary);
    return {
      title: title(t),
      lead: t({
        en: `Linked: here you are ${accountText(primary)} now, ${roleNames[role].en}.`,
        fr: `C'est lié : vous êtes ici ${accountText(primary)}, ${roleNames[role].fr}.`,
      }),
      tone: 'good',
    };
  }
  const code = register.issueCode(person);
  return {
    title: title(t),
    lead: t({
      en: `Send this to me on the other channel, within ten minutes: /link ${code}`,
      fr: `Envoyez-moi ceci sur l'autre canal, d'ici dix minutes : /lier ${code}`,
    }),
    lines: [
      t({
        en: 'Whoever sends it becomes you there, with your role. It works once. Give it to nobody.',
        fr: 'Qui l’envoie y devient vous, avec votre rôle. Il sert une fois. Ne le donnez à personne.',
      }),
    ],
  };
};

/** `/unlink` here, or `/unlink telegram:12345` from elsewhere, for example after a phone was lost. */
const unlink = ({ agent, person, rest, t }: Call): CardInput => {
  const account = rest === '' ? { channel: person.channel, id: person.id } : accountNamed(rest);
  agent.parts.register.unlink(person, account);
  return {
    title: title(t),
    lead: t({
      en: `${accountText(account)} stands for itself again, as somebody whom nobody knows: an admin gives it a role where it needs one.`,
      fr: `${accountText(account)} redevient indépendant, comme quelqu'un que personne ne connaît : un admin lui donne un rôle au besoin.`,
    }),
  };
};

const listPeople = ({ agent, person, t }: Call): CardInput => {
  requireAdmin(person, '/people');
  const rows = agent.parts.register.accounts().map(one => {
    const own = accountText(one);
    const whole = accountText(one.primary);
    return [own, one.name ?? '', roleNames[one.role][t.language], whole === own ? '' : whole];
  });
  return {
    title: t({ en: 'People', fr: 'Personnes' }),
    lead: t({
      en: `${rows.length === 1 ? '1 account has' : `${rows.length} accounts have`} spoken to me.`,
      fr: `${rows.length === 1 ? "1 compte m'a" : `${rows.length} comptes m'ont`} parlé.`,
    }),
    table: {
      columns: [
        t({ en: 'Account', fr: 'Compte' }),
        t({ en: 'Name', fr: 'Nom' }),
        t({ en: 'Role', fr: 'Rôle' }),
        t({ en: 'Linked to', fr: 'Lié à' }),
      ],
      rows,
    },
    footnote: t({
      en: 'Give or take a role: /role telegram:12345 approver',
      fr: 'Donner ou retirer un rôle : /role telegram:12345 approbateur',
    }),
  };
};

/** What an admin can give; `none` makes an account that of somebody whom nobody knows. */
const givenNames: Readonly<Record<GivenRole, Text>> = { none: { en: 'unknown', fr: 'inconnu' }, ...roleNames };
const noRole = ['none', 'unknown', 'aucun', 'inconnu'];

function roleSaid(said: string): GivenRole | undefined {
  const word = fold(said);
  if (noRole.includes(word)) return 'none';
  return Role.options.find(one => [roleNames[one].en, roleNames[one].fr].some(name => fold(name) === word));
}

/** `/role telegram:12345 approver`: gives or takes a role, as a row of the ledger. */
const role = ({ agent, person, rest, t }: Call): CardInput => {
  if (rest === '') {
    return {
      title: t({ en: 'Your role', fr: 'Votre rôle' }),
      lead: t({
        en: `You are ${accountText(person)}, ${roleNames[person.role].en}.`,
        fr: `Vous êtes ${accountText(person)}, ${roleNames[person.role].fr}.`,
      }),
      lines: [
        t({
          en: 'viewer: reads and learns; trader: also proposes; approver: also decides; admin: everything.',
          fr: 'lecteur : lit et apprend ; trader : propose aussi ; approbateur : décide aussi ; admin : tout.',
        }),
      ],
    };
  }
  requireAdmin(person, '/role');
  const [, named = '', said = ''] = /^(\S+)\s+(\S+)$/.exec(rest) ?? [];
  const account = accountNamed(named.replace(/^[a-z]+:/i, channel => channel.toLowerCase()));
  const wanted = roleSaid(said);
  if (!isAccount(account) || wanted === undefined) {
    throw new QuaestorError('user.bad-request', {
      en: 'Say /role CHANNEL:NUMBER ROLE, for example /role telegram:12345 approver, or a name of this machine: /role owner admin. Channels: telegram, discord, web, api. Roles: none, viewer, trader, approver, admin. /people lists the accounts.',
      fr: 'Dites /role CANAL:NUMÉRO RÔLE, par exemple /role telegram:12345 approbateur, ou un nom de cette machine : /role owner admin. Canaux : telegram, discord, web, api. Rôles : aucun, lecteur, trader, approbateur, admin. /personnes liste les comptes.',
    });
  }
  const { register } = agent.parts;
  const before = register.giveRole(person, account, wanted);
  const spoken = register.accounts().some(one => accountText(one) === accountText(account));
  const primary = accountText(register.primaryOf(account));
  const who = primary === accountText(account) ? primary : `${accountText(account)} (${primary})`;
  return {
    title: t({ en: 'Role given', fr: 'Rôle donné' }),
    lead: t({
      en: `${who} was ${roleNames[before].en} and is ${givenNames[wanted].en} now. It is written in the ledger.`,
      fr: `${who} était ${roleNames[before].fr} et devient ${givenNames[wanted].fr}. C'est écrit dans le registre.`,
    }),
    lines: spoken
      ? []
      : [t({ en: 'This account has not written to me yet.', fr: "Ce compte ne m'a pas encore écrit." })],
    tone: 'good',
  };
};

const forgetMe = async ({ agent, person, rest, t }: Call): Promise<CardInput> => {
  if (!/^(yes|oui)\b/i.test(rest)) {
    return {
      title: t({ en: 'Forget me', fr: 'Oublie-moi' }),
      lead: t({
        en: 'This removes your conversations, preferences, quiz results and alerts on all your channels, for good. Roles, links and the ledger stay. To do it: /forget_me yes',
        fr: 'Ceci supprime pour de bon vos conversations, préférences, résultats de quiz et alertes sur tous vos canaux. Les rôles, les liens et le registre restent. Pour le faire : /oublie_moi oui',
      }),
    };
  }
  const { register } = agent.parts;
  // What is being answered would be written down after it.
  await agent.answered(register.accountsOf(person));
  const rows = register.forget(person);
  return {
    title: t({ en: 'Forgotten', fr: "C'est oublié" }),
    lead: t({
      en: `${rows === 1 ? '1 record is' : `${rows} records are`} gone. The ledger stays, as it must.`,
      fr: `${rows === 1 ? '1 enregistrement est supprimé' : `${rows} enregistrements sont supprimés`}. Le registre reste, comme il se doit.`,
    }),
  };
};

/** Who somebody is here: links between channels, roles, and being forgotten. */
export const peopleCommands: readonly Command[] = [
  {
    en: 'link',
    fr: 'lier',
    about: { en: 'be the same person on another channel', fr: 'être la même personne sur un autre canal' },
    run: link,
  },
  {
    en: 'unlink',
    fr: 'delier',
    about: { en: 'let this channel go again', fr: 'détacher de nouveau ce canal' },
    run: unlink,
  },
  {
    en: 'role',
    fr: 'role',
    about: { en: 'your role; admins give roles', fr: 'votre rôle ; les admins en donnent' },
    run: role,
  },
  {
    en: 'people',
    forOne: true,
    fr: 'personnes',
    about: { en: 'who has spoken to me (admins)', fr: "qui m'a parlé (admins)" },
    run: listPeople,
  },
  {
    en: 'forget_me',
    fr: 'oublie_moi',
    about: { en: 'remove your conversations and preferences', fr: 'supprimer vos conversations et préférences' },
    run: forgetMe,
  },
  logoutCommand,
];
