import { QuaestorError } from '../config/errors.ts';
import { messages } from '../config/messages.ts';
import { Language } from '../config/settings.ts';
import { type Text, type Translate, translateTo } from '../config/text.ts';
import { memoryText } from '../knowledge/memory/trading-memory.ts';
import { tradingStateOf } from '../models/risk/trading-state.ts';
import type { Tensors } from '../models/tensor.ts';
import type { CardInput } from '../tools/card.ts';
import type { Tool } from '../tools/tool.ts';
import type { Agent } from './agent.ts';
import { alertCommands } from './commands/alert-commands.ts';
import { deskCommands } from './commands/desk-commands.ts';
import { peopleCommands } from './commands/people-commands.ts';
import { reportCommands } from './commands/report-commands.ts';
import { decidedCard } from './decision/decide-command.ts';
import { chooseMode, modeOf } from './decision/mode.ts';
import { setPaused } from './decision/pause.ts';
import { forbidden } from './door.ts';
import type { Emit } from './events.ts';
import { chooseLevel } from './level-command.ts';
import { atLeast, conversationOf, mayUse, ownerOf, type Person } from './people.ts';
import { spendingRows } from './spending-rows.ts';

/** A command as it was said. */
export type Call = { agent: Agent; person: Person; rest: string; t: Translate; emit: Emit };

/** A command that the agent itself answers, with no language model anywhere near it. */
export type Command = {
  en: string;
  fr: string;
  about: Text;
  run(call: Call): Promise<CardInput | undefined> | CardInput | undefined;
};

const decide = async ({ agent, person, rest, t, emit }: Call, verb: 'approve' | 'reject'): Promise<undefined> => {
  const { desk } = agent.parts;
  const waiting = desk.waiting();
  const id = rest.toUpperCase() || (waiting.length === 1 ? waiting[0]?.id : undefined);
  const proposal = id === undefined ? undefined : desk.find(id);
  if (!proposal) {
    const ids = waiting.map(one => one.id).join(', ') || t({ en: 'none', fr: 'aucune' });
    throw new QuaestorError('desk.not-found', {
      en: `Say which proposal, e.g. /${verb} P-1. Waiting: ${ids}.`,
      fr: `Dites quelle proposition, par exemple /${verb === 'approve' ? 'approuver' : 'rejeter'} P-1. En attente : ${ids}.`,
    });
  }
  const decided = await desk.decide(
    { verb, proposalId: proposal.id, version: proposal.version, nonce: proposal.nonce },
    person,
  );
  agent.announce(decided, person, emit);
};

const letDecide = async ({ agent, person, t, emit }: Call): Promise<CardInput> => {
  if (!atLeast(person.role, 'trader')) throw forbidden('/decide', 'trader', person.role);
  const { cycle, scenes } = agent.parts;
  return decidedCard(await cycle.decide(person), { asOf: agent.asOf(), scenes, t, emit });
};

const chooseHowFar = ({ agent, person, rest, t }: Call): CardInput => {
  const { ledger, settings } = agent.parts;
  const mode = rest === '' ? modeOf(ledger, settings) : chooseMode(ledger, person, rest);
  return {
    title: t({ en: 'Portfolio manager', fr: 'Gérant' }),
    lead: t({
      en: `Mode ${mode}. advise: it only says; propose: a person decides; auto: it executes within the limits, on paper. Admins choose: /mode propose.`,
      fr: `Mode ${mode}. advise : il ne fait que dire ; propose : une personne décide ; auto : il exécute dans les limites, en simulation. Les admins choisissent : /mode propose.`,
    }),
  };
};

const helpCard = ({ agent, person, t }: Call): CardInput => {
  const tools = agent.parts.tools.filter(tool => mayUse(person, tool));
  const example = (tool: Tool) =>
    tool.examples.find(one => isFrench(one) === (t.language === 'fr')) ?? tool.examples[0] ?? tool.name;
  return {
    title: t({ en: 'What you can ask', fr: 'Ce que vous pouvez demander' }),
    lead: t({
      en: 'Ask in your own words, in English or French. Every figure is computed here; a trade is only ever proposed, and a person decides.',
      fr: 'Demandez avec vos mots, en français ou en anglais. Chaque chiffre est calculé ici ; un trade est seulement proposé, une personne décide.',
    }),
    table: {
      columns: [t({ en: 'For example', fr: 'Par exemple' }), t({ en: 'Command', fr: 'Commande' })],
      rows: [
        ...tools.map(tool => [example(tool), tool.command ? `/${tool.command[t.language]}` : '']),
        ...commands.map(command => [t(command.about), `/${command[t.language]}`]),
      ],
    },
    footnote: `${t(messages.software)} ${t(messages.notAdvice)}`,
  };
};

/** Where networks run, why there, and what was not there. */
const networksText = (tensors: Tensors | undefined, t: Translate): string =>
  tensors
    ? [tensors.backend, t(tensors.reason), ...tensors.skipped.map(({ reason }) => t(reason))].join('; ')
    : t({ en: 'not loaded yet', fr: 'pas encore chargés' });

/** Rough enough for a list of examples: accents or words that English does not have. */
const isFrench = (text: string): boolean => /[àâçéèêëîïôûùœ’«]|\b(le|la|les|du|sur|mon|mes|moi|un|une)\b/i.test(text);

/** The commands of the agent itself; tools bring theirs. */
export const commands: readonly Command[] = [
  { en: 'help', fr: 'aide', about: { en: 'this list', fr: 'cette liste' }, run: helpCard },
  {
    en: 'stop',
    fr: 'stop',
    about: {
      en: 'stop trading now: no new risk until an admin resumes',
      fr: 'arrêter le trading : plus de risque nouveau avant reprise par un admin',
    },
    run: ({ agent, person, rest, t }) => {
      agent.parts.desk.halt(person, rest || 'asked in chat');
      return {
        title: t({ en: 'Trading is stopped', fr: 'Trading arrêté' }),
        lead: t({
          en: 'Trading is stopped. No new risk is taken; positions can still be reduced. An admin lifts it with /resume.',
          fr: 'Le trading est arrêté. Aucun risque nouveau ; les positions peuvent encore être réduites. Un admin le relance avec /reprendre.',
        }),
        tone: 'bad',
      };
    },
  },
  {
    en: 'resume',
    fr: 'reprendre',
    about: { en: 'lift the stop (admins) or the pause', fr: "lever l'arrêt (admins) ou la pause" },
    run: ({ agent, person, t }) => {
      const { desk, ledger } = agent.parts;
      if (desk.halted()) desk.resume(person);
      setPaused(ledger, person, false);
      const lead = t({
        en: 'Trading is on again. Every order still passes the risk gate.',
        fr: 'Le trading reprend. Chaque ordre passe toujours le contrôle des risques.',
      });
      return { title: t({ en: 'Trading resumed', fr: 'Trading repris' }), lead, tone: 'good' };
    },
  },
  {
    en: 'proposals',
    fr: 'propositions',
    about: { en: 'proposals that wait for a person', fr: 'propositions en attente' },
    run: ({ agent, t, emit }) => {
      const waiting = agent.parts.desk.waiting();
      for (const proposal of waiting) {
        emit({
          type: 'proposal-made',
          proposalId: proposal.id,
          version: proposal.version,
          card: agent.parts.scenes.proposal(proposal, t),
        });
      }
      const title = t({ en: 'Proposals', fr: 'Propositions' });
      const lead = t({ en: `${waiting.length} waiting.`, fr: `${waiting.length} en attente.` });
      return waiting.length === 0
        ? { title, lead: t({ en: 'No proposal waits.', fr: "Aucune proposition n'attend." }) }
        : { title, lead };
    },
  },
  {
    en: 'decide',
    fr: 'decider',
    about: {
      en: 'let the strategy or the portfolio manager decide on the last candle',
      fr: 'laisser la stratégie ou le gérant décider sur la dernière bougie',
    },
    run: letDecide,
  },
  {
    en: 'mode',
    fr: 'mode',
    about: {
      en: 'how far the portfolio manager may go: advise, propose, auto (admins)',
      fr: "jusqu'où le gérant peut aller : advise, propose, auto (admins)",
    },
    run: chooseHowFar,
  },
  {
    en: 'approve',
    fr: 'approuver',
    about: { en: 'approve a proposal', fr: 'approuver une proposition' },
    run: call => decide(call, 'approve'),
  },
  {
    en: 'reject',
    fr: 'rejeter',
    about: { en: 'reject a proposal', fr: 'rejeter une proposition' },
    run: call => decide(call, 'reject'),
  },
  {
    en: 'memory',
    fr: 'memoire',
    about: { en: 'what the agent remembers of the account', fr: "ce dont l'agent se souvient du compte" },
    run: ({ agent, t }) => ({
      title: t({ en: 'What the memory says', fr: 'Ce que dit la mémoire' }),
      lead: t({
        en: 'This is what I read before each answer, word for word.',
        fr: 'Voici ce que je lis avant chaque réponse, mot pour mot (en anglais).',
      }),
      lines: memoryText(agent.parts.scenes.memory()).split('\n'),
    }),
  },
  {
    en: 'status',
    fr: 'etat',
    about: {
      en: 'what runs, on which data, and whether trading is stopped',
      fr: 'ce qui tourne, sur quelles données, et si le trading est arrêté',
    },
    run: ({ agent, person, t }) => {
      const { market, desk, ledger, settings, models } = agent.parts;
      const halted = desk.halted();
      return {
        title: t({ en: 'Status', fr: 'État' }),
        lead: halted
          ? t({ en: 'Trading is stopped.', fr: 'Le trading est arrêté.' })
          : t({ en: 'Trading is on (paper).', fr: 'Le trading est actif (simulé).' }),
        table: {
          columns: ['', ''],
          rows: [
            [t({ en: 'Market clock', fr: 'Horloge du marché' }), agent.asOf()],
            [t({ en: 'Data', fr: 'Données' }), `${settings.market.provider}: ${market.symbols().join(', ')}`],
            [
              t({ en: 'Trading state', fr: 'État du trading' }),
              tradingStateOf(desk.risk(settings.market.defaultSymbol)),
            ],
            [t({ en: 'Networks', fr: 'Réseaux' }), networksText(models.opened(), t)],
            [t({ en: 'Broker', fr: 'Courtier' }), `${settings.broker.kind}, ${settings.broker.accountId}`],
            [
              t({ en: 'Ledger rows, chain verified', fr: 'Lignes du registre, chaîne vérifiée' }),
              String(ledger.verify()),
            ],
            [t({ en: 'You', fr: 'Vous' }), `${person.id} (${person.role})`],
            ...(atLeast(person.role, 'admin') ? spendingRows(agent.parts.spending, t) : []),
          ],
        },
        tone: halted ? 'bad' : 'good',
      };
    },
  },
  {
    en: 'language',
    fr: 'langue',
    about: { en: 'English or French: /language fr', fr: 'français ou anglais : /langue en' },
    run: ({ agent, person, rest }) => {
      const wanted = Language.safeParse(rest.toLowerCase().slice(0, 2));
      if (!wanted.success) {
        throw new QuaestorError('user.bad-request', {
          en: 'Say /language en or /language fr.',
          fr: 'Dites /langue fr ou /langue en.',
        });
      }
      agent.parts.conversations.setLanguage(ownerOf(person), wanted.data);
      const t = translateTo(wanted.data);
      return {
        title: t({ en: 'Language', fr: 'Langue' }),
        lead: t({ en: 'I answer in English now.', fr: 'Je réponds en français désormais.' }),
      };
    },
  },
  {
    en: 'level',
    fr: 'niveau',
    about: {
      en: 'how terms are explained to you: /level beginner, intermediate, expert',
      fr: 'comment les termes vous sont expliqués : /niveau débutant, intermédiaire, expert',
    },
    run: chooseLevel,
  },
  {
    en: 'new',
    fr: 'nouveau',
    about: { en: 'forget this conversation', fr: 'oublier cette conversation' },
    run: ({ agent, person, t }) => {
      agent.parts.conversations.clear(conversationOf(person));
      return {
        title: t({ en: 'New conversation', fr: 'Nouvelle conversation' }),
        lead: t({ en: 'Forgotten. The ledger stays.', fr: "C'est oublié. Le registre reste." }),
      };
    },
  },
  ...deskCommands,
  ...alertCommands,
  ...peopleCommands,
  ...reportCommands,
];
