import { QuaestorError } from '../../config/errors.ts';
import { AlertRoutes, AlertWay, QuietHours } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';
import { type Priority, priorities } from '../../data/outbox-store.ts';
import { AlertRule, ruleText } from '../../tools/alert-rule.ts';
import type { CardInput } from '../../tools/card.ts';
import { Alert } from '../alerts/alert.ts';
import { delegateOf } from '../alerts/delegate.ts';
import { tastesOf } from '../alerts/tastes.ts';
import { forbidden } from '../door.ts';
import { atLeast, ownerOf, roleNames } from '../people.ts';
import type { Call, Command } from './command.ts';

const usage = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: 'Say /alerts, /alerts remove 1, /alerts route warning chat email, /alerts quiet 22:00-07:00 Europe/Paris, /alerts quiet off. Priorities: info, warning, error, urgent. Ways: chat, email, sms, slack (from the role trader on). Admins: /alerts dead, /alerts dead resend 1, /alerts dead clear 1, /alerts dead clear.',
    fr: 'Dites /alertes, /alertes retirer 1, /alertes route warning chat email, /alertes silence 22:00-07:00 Europe/Paris, /alertes silence non. Priorités : info, warning, error, urgent. Voies : chat, email, sms, slack (à partir du rôle trader). Admins : /alertes abandonnes, /alertes abandonnes renvoyer 1, /alertes abandonnes effacer 1, /alertes abandonnes effacer.',
  });

const shownAlerts = 5;

const quietText = (hours: QuietHours | null): { en: string; fr: string } =>
  hours === null
    ? { en: 'none', fr: 'aucune' }
    : { en: `${hours.from}-${hours.to} ${hours.timezone}`, fr: `${hours.from}-${hours.to} ${hours.timezone}` };

/** For who may approve: that whoever the settings name for quiet hours may not. */
function delegateLines({ agent, person, t }: Pick<Call, 'agent' | 'person' | 't'>): string[] {
  const delegate = delegateOf(agent.parts);
  if (!delegate || delegate.may || !atLeast(person.role, 'approver')) return [];
  const { name, role } = delegate;
  return [
    t({
      en: `The delegate ${name} is a ${role} and may not approve: in quiet hours nobody is asked.`,
      fr: `Le délégué ${name} est ${roleNames[role].fr} et ne peut pas approuver : pendant les heures de silence, personne n'est consulté.`,
    }),
  ];
}

/** The rules of the person, the routes, and what they were told last. */
const list = ({ agent, person, t }: Call): CardInput => {
  const { alerting, settings } = agent.parts;
  const owner = ownerOf(person);
  const rules = alerting.store.rules(owner);
  const { routes, quietHours } = tastesOf(settings, alerting.tastes.read(owner));
  const latest = alerting.store
    .latest(owner, shownAlerts)
    .map(({ at, body }) => `${t.day(at)} ${t(Alert.parse(body).text)}`);
  const ways = priorities
    .map(one => `${one}: ${routes[one].join(', ') || t({ en: 'nothing', fr: 'rien' })}`)
    .join('; ');
  return {
    title: t({ en: 'Alerts', fr: 'Alertes' }),
    lead:
      rules.length === 0
        ? t({
            en: 'You have no alert of your own. Say for example: tell me when the S&P 500 falls below 2800.',
            fr: "Vous n'avez pas d'alerte à vous. Dites par exemple : préviens-moi quand le S&P 500 passe sous 2800.",
          })
        : t({
            en: `You have ${rules.length} alert${rules.length > 1 ? 's' : ''} of your own.`,
            fr: `Vous avez ${rules.length} alerte${rules.length > 1 ? 's' : ''} à vous.`,
          }),
    lines: [
      ...latest,
      t({ en: `Ways: ${ways}.`, fr: `Voies : ${ways}.` }),
      t({ en: `Quiet hours: ${quietText(quietHours).en}.`, fr: `Heures de silence : ${quietText(quietHours).fr}.` }),
      ...delegateLines({ agent, person, t }),
    ],
    ...(rules.length > 0
      ? {
          table: {
            columns: ['', t({ en: 'I tell you when', fr: 'Je vous préviens si' })],
            rows: rules.map(({ id, body }) => [String(id), t(ruleText(AlertRule.parse(body)))]),
          },
        }
      : {}),
  };
};

const remove = (call: Call, said: string): CardInput => {
  const { agent, person, t } = call;
  const id = Number(said);
  if (!Number.isInteger(id) || !agent.parts.alerting.store.removeRule(ownerOf(person), id)) {
    throw new QuaestorError('user.bad-request', {
      en: `You have no alert "${said}". /alerts lists yours.`,
      fr: `Vous n'avez pas d'alerte « ${said} ». /alertes liste les vôtres.`,
    });
  }
  return {
    title: t({ en: 'Alerts', fr: 'Alertes' }),
    lead: t({ en: `Alert ${id} is gone.`, fr: `L'alerte ${id} est retirée.` }),
  };
};

const route = (call: Call, said: readonly string[]): CardInput => {
  const { agent, person } = call;
  const [priority, ...ways] = said.flatMap(word => word.split(',')).filter(word => word !== '');
  const wanted = priorities.find((one): one is Priority => one === priority);
  const none = ways.length === 1 && ['none', 'off', 'rien'].includes(ways[0] ?? '');
  const parsed = AlertWay.array().safeParse(none ? [] : ways);
  if (wanted === undefined || !parsed.success || (ways.length === 0 && !none)) throw usage();
  // Slack is one room that everybody in it reads.
  if (parsed.data.includes('slack') && !atLeast(person.role, 'trader')) {
    throw forbidden('/alerts route … slack', 'trader', person.role);
  }
  const { tastes } = agent.parts.alerting;
  const owner = ownerOf(person);
  const before = tastes.read(owner);
  tastes.write(owner, { ...before, routes: AlertRoutes.partial().parse({ ...before.routes, [wanted]: parsed.data }) });
  return list(call);
};

const quiet = (call: Call, said: readonly string[]): CardInput => {
  const { agent, person } = call;
  const [span = '', timezone = 'UTC'] = said;
  const off = ['off', 'non', 'no', 'none'].includes(span);
  const [from, to] = span.split('-');
  const hours = off ? { success: true as const, data: null } : QuietHours.safeParse({ from, to, timezone });
  if (!hours.success) throw usage();
  const { tastes } = agent.parts.alerting;
  const owner = ownerOf(person);
  tastes.write(owner, { ...tastes.read(owner), quietHours: hours.data });
  return list(call);
};

const deadTitle = { en: 'Messages given up', fr: 'Messages abandonnés' };

const deadList = ({ agent, t }: Call): CardInput => {
  const rows = agent.parts.outbox.dead(20);
  return {
    title: t(deadTitle),
    lead: t({ en: `${rows.length} could not be delivered.`, fr: `${rows.length} n'ont pas pu être remis.` }),
    lines: rows.map(({ id, channel, createdAt, error }) => `${id} ${t.day(createdAt)} ${channel}: ${error ?? ''}`),
    ...(rows.length === 0
      ? {}
      : {
          footnote: t({
            en: '/alerts dead resend 1 sends one again, /alerts dead clear 1 takes one off the list, /alerts dead clear all of them.',
            fr: '/alertes abandonnes renvoyer 1 en renvoie un, /alertes abandonnes effacer 1 en retire un de la liste, /alertes abandonnes effacer les retire tous.',
          }),
        }),
  };
};

const notDead = (said: string): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `No message "${said}" was given up. /alerts dead lists those that were.`,
    fr: `Aucun message « ${said} » n'a été abandonné. /alertes abandonnes liste ceux qui l'ont été.`,
  });

const resend = ({ agent, t }: Call, said: string): CardInput => {
  const { outbox, delivery } = agent.parts;
  if (!/^\d+$/.test(said) || !outbox.revive(Number(said))) throw notDead(said);
  delivery.nudge();
  const lead = t({
    en: `Message ${said} is sent again, for a day at most.`,
    fr: `Le message ${said} est renvoyé, pendant un jour au plus.`,
  });
  return { title: t(deadTitle), lead };
};

const clear = ({ agent, t }: Call, said: string): CardInput => {
  const { outbox } = agent.parts;
  if (said !== '' && !/^\d+$/.test(said)) throw notDead(said);
  const gone = outbox.clearDead(said === '' ? undefined : Number(said));
  if (gone === 0 && said !== '') throw notDead(said);
  const lead = t({ en: `Taken off the list: ${gone}.`, fr: `Retirés de la liste : ${gone}.` });
  return { title: t(deadTitle), lead };
};

/** Messages that were given up: for admins. */
const dead = (call: Call, [verb = '', said = '']: readonly string[]): CardInput => {
  const { role } = call.person;
  if (!atLeast(role, 'admin')) throw forbidden('/alerts dead', 'admin', role);
  if (verb === '') return deadList(call);
  if (verb === 'resend' || verb === 'renvoyer') return resend(call, said);
  if (verb === 'clear' || verb === 'effacer') return clear(call, said);
  throw usage();
};

const alerts = (call: Call): CardInput => {
  const [verb = '', ...said] = call.rest.split(/\s+/);
  const folded = fold(verb);
  if (folded === '') return list(call);
  if (folded === 'remove' || folded === 'retirer') return remove(call, said[0] ?? '');
  if (folded === 'route') return route(call, said.map(fold));
  if (folded === 'quiet' || folded === 'silence') return quiet(call, said);
  if (folded === 'dead' || folded === 'abandonnes') return dead(call, said.map(fold));
  throw usage();
};

/** What people are told without asking. */
export const alertCommands: readonly Command[] = [
  {
    en: 'alerts',
    forOne: true,
    fr: 'alertes',
    about: { en: 'your alerts, their ways and quiet hours', fr: 'vos alertes, leurs voies et le silence' },
    run: alerts,
  },
];
