import { QuaestorError } from '../../config/errors.ts';
import { AlertRoutes, AlertWay, QuietHours } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';
import { type Priority, priorities } from '../../data/outbox-store.ts';
import { AlertRule, ruleText } from '../../tools/alert-rule.ts';
import type { CardInput } from '../../tools/card.ts';
import { Alert } from '../alerts/alert.ts';
import { tastesOf } from '../alerts/tastes.ts';
import { forbidden } from '../door.ts';
import { atLeast, ownerOf } from '../people.ts';
import type { Call, Command } from './command.ts';

const usage = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: 'Say /alerts, /alerts remove 1, /alerts route warning chat email, /alerts quiet 22:00-07:00 Europe/Paris, /alerts quiet off. Priorities: info, warning, error, urgent. Ways: chat, email, sms, slack.',
    fr: 'Dites /alertes, /alertes retirer 1, /alertes route warning chat email, /alertes silence 22:00-07:00 Europe/Paris, /alertes silence non. Priorités : info, warning, error, urgent. Voies : chat, email, sms, slack.',
  });

const shownAlerts = 5;

const quietText = (hours: QuietHours | null): { en: string; fr: string } =>
  hours === null
    ? { en: 'none', fr: 'aucune' }
    : { en: `${hours.from}-${hours.to} ${hours.timezone}`, fr: `${hours.from}-${hours.to} ${hours.timezone}` };

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

/** Messages that were given up: for admins. */
const dead = ({ agent, person, t }: Call): CardInput => {
  if (!atLeast(person.role, 'admin')) throw forbidden('/alerts dead', 'admin', person.role);
  const rows = agent.parts.outbox.dead(20);
  return {
    title: t({ en: 'Messages given up', fr: 'Messages abandonnés' }),
    lead: t({ en: `${rows.length} could not be delivered.`, fr: `${rows.length} n'ont pas pu être remis.` }),
    lines: rows.map(({ id, channel, createdAt, error }) => `${id} ${t.day(createdAt)} ${channel}: ${error ?? ''}`),
  };
};

const alerts = (call: Call): CardInput => {
  const [verb = '', ...said] = call.rest.split(/\s+/);
  const folded = fold(verb);
  if (folded === '') return list(call);
  if (folded === 'remove' || folded === 'retirer') return remove(call, said[0] ?? '');
  if (folded === 'route') return route(call, said.map(fold));
  if (folded === 'quiet' || folded === 'silence') return quiet(call, said);
  if (folded === 'dead' || folded === 'abandonnes') return dead(call);
  throw usage();
};

/** What people are told without asking. */
export const alertCommands: readonly Command[] = [
  {
    en: 'alerts',
    fr: 'alertes',
    about: { en: 'your alerts, their ways and quiet hours', fr: 'vos alertes, leurs voies et le silence' },
    run: alerts,
  },
];
