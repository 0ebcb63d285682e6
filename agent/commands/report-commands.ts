import { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { version } from '../../config/version.ts';
import type { CardInput } from '../../tools/card.ts';
import { forbidden } from '../door.ts';
import { atLeast } from '../people.ts';
import type { Call, Command } from './command.ts';

/** A command that is a tool with one choice made: it goes through the door like any call. */
const toolWith =
  (name: string, args: Readonly<Record<string, unknown>>): Command['run'] =>
  async ({ agent, person, emit }) => {
    const context = agent.parts.contextFor(person, new AbortController().signal, () => agent.reference());
    const passed = await agent.parts.door.pass({ id: `/${name}`, name, args }, person, context, emit);
    emit({ type: 'answer-end', text: passed.lead ?? passed.text, answeredBy: 'command', asOf: agent.asOf() });
    return undefined;
  };

const sayVersion = ({ t }: Call): CardInput => ({
  title: 'Quaestor',
  lead: t({ en: `Version ${version}, Node ${process.version}.`, fr: `Version ${version}, Node ${process.version}.` }),
});

const seconds = (value: number): string => {
  const [hours, minutes] = [Math.floor(value / 3600), Math.floor((value % 3600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${Math.floor(value % 60)} s`;
};

const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

const health = ({ agent, person, t }: Call): CardInput => {
  const { ledger, outbox, delivery, market, settings } = agent.parts;
  const { waiting, dead } = outbox.counts();
  const prices = market.quote(settings.market.defaultSymbol);
  return {
    title: t({ en: 'Health', fr: 'Santé' }),
    lead:
      dead === 0
        ? t({ en: 'Everything answers.', fr: 'Tout répond.' })
        : t({ en: 'Some messages could not be delivered.', fr: "Des messages n'ont pas pu être remis." }),
    table: {
      columns: ['', ''],
      rows: [
        [t({ en: 'Up for', fr: 'En marche depuis' }), seconds(process.uptime())],
        [t({ en: 'Memory', fr: 'Mémoire' }), mebibytes(process.memoryUsage().rss)],
        [t({ en: 'Channels', fr: 'Canaux' }), [...new Set([person.channel, ...delivery.names()])].join(', ')],
        [t({ en: 'Messages waiting, given up', fr: 'Messages en attente, abandonnés' }), `${waiting}, ${dead}`],
        [t({ en: 'Last price', fr: 'Dernier prix' }), `${prices.symbol} ${t.day(prices.openAt)}`],
        [t({ en: 'Ledger rows, chain verified', fr: 'Lignes du registre, chaîne vérifiée' }), String(ledger.verify())],
      ],
    },
    tone: dead === 0 ? 'good' : 'bad',
  };
};

const linesShown = 20;

/** The last lines of the log; admins only, since they name people. */
const logs = ({ agent, person, rest, t }: Call): CardInput => {
  if (!atLeast(person.role, 'admin')) throw forbidden('/logs', 'admin', person.role);
  const most = rest === '' ? linesShown : Number(rest);
  if (!Number.isInteger(most) || most < 1 || most > 200) {
    throw new QuaestorError('user.bad-request', {
      en: 'Say how many lines, 1 to 200: /logs 50.',
      fr: 'Dites combien de lignes, de 1 à 200 : /journal 50.',
    });
  }
  const lines = agent.parts.recentLog.last(most);
  return {
    title: t({ en: 'Log', fr: 'Journal' }),
    lead: t({
      en: lines.length === 0 ? 'Nothing was logged since the start.' : `The last ${lines.length} lines.`,
      fr: lines.length === 0 ? "Rien n'a été journalisé depuis le démarrage." : `Les ${lines.length} dernières lignes.`,
    }),
    lines,
  };
};

const about = (en: string, fr: string): Text => ({ en, fr });

/** How the account and the program are doing. */
export const reportCommands: readonly Command[] = [
  {
    en: 'daily',
    fr: 'quotidien',
    about: about('performance by day', 'performance par jour'),
    run: toolWith('report_performance', { period: 'day' }),
  },
  {
    en: 'weekly',
    fr: 'hebdomadaire',
    about: about('performance by week', 'performance par semaine'),
    run: toolWith('report_performance', { period: 'week' }),
  },
  {
    en: 'monthly',
    fr: 'mensuel',
    about: about('performance by month', 'performance par mois'),
    run: toolWith('report_performance', { period: 'month' }),
  },
  { en: 'version', fr: 'version', about: about('which version runs', 'quelle version tourne'), run: sayVersion },
  {
    en: 'health',
    fr: 'sante',
    account: true,
    about: about('whether everything answers', 'si tout répond'),
    run: health,
  },
  {
    en: 'logs',
    forOne: true,
    fr: 'journal',
    about: about('the last lines of the log (admins)', 'les dernières lignes du journal (admins)'),
    run: logs,
  },
];
