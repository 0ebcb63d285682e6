import { QuaestorError } from '../../config/errors.ts';
import { fold } from '../../config/suggest.ts';
import type { CardInput } from '../../tools/card.ts';
import { askedInChat } from '../alerts/ledger-alerts.ts';
import { decidedCard } from '../decision/decide-command.ts';
import { chooseMode, modeOf } from '../decision/mode.ts';
import { setPaused } from '../decision/pause.ts';
import { Change } from '../desk/change.ts';
import { nameOf } from '../desk/proposal.ts';
import { forbidden, notYourAccount } from '../door.ts';
import { atLeast } from '../people.ts';
import { press } from '../press.ts';
import type { Call, Command } from './command.ts';

const words: Readonly<Record<string, keyof Change>> = {
  quantity: 'quantity',
  size: 'quantity',
  quantite: 'quantity',
  taille: 'quantity',
  stop: 'stop',
  target: 'target',
  objectif: 'target',
  cible: 'target',
};

/** A figure as people write it: 2,800 and 2 800 and 2800,50 and 2800.50. */
function figureOf(said: string): number {
  const plain = said.replace(/[\s\u00a0\u202f'’$€]/g, '');
  if (/,\d{1,2}$/.test(plain) && !plain.includes('.')) return Number(plain.replace(',', '.'));
  return Number(plain.replaceAll(',', ''));
}

/**
 * What a person wants to change, from words such as "quantity 5 stop 2,700 target 3200" in either language.
 * @throws QuaestorError `user.bad-request` that says how to put it
 */
export function readChange(text: string): Change {
  const folded = fold(text).replaceAll(/[:=;]/g, ' ');
  const found = [...folded.matchAll(/([a-z]+)\s+(?:(?:to|at|a|de)\s+)?([\d][\d\s.,]*)/g)].flatMap(
    ([, word = '', said = '']) => {
      const name = Object.hasOwn(words, word) ? words[word] : undefined;
      return name === undefined ? [] : [[name, figureOf(said.replace(/[.,\s]+$/, ''))] as const];
    },
  );
  const change = Change.safeParse(Object.fromEntries(found));
  if (change.success) return change.data;
  throw new QuaestorError('user.bad-request', {
    en: 'Say what to change and to which figure: quantity 5 stop 2700 target 3200. What you leave out stays.',
    fr: 'Dites quoi changer et à quelle valeur : quantité 5 stop 2700 objectif 3200. Ce que vous omettez reste.',
  });
}

const edit = async ({ agent, person, rest, t, emit }: Call): Promise<undefined> => {
  const [, named, said = ''] = /^(p-\d+)?\s*([\s\S]*)$/i.exec(rest) ?? [];
  const waiting = agent.parts.desk.waiting();
  const id = named?.toUpperCase() ?? (waiting.length === 1 ? waiting[0]?.id : undefined);
  const proposal = id === undefined ? undefined : agent.parts.desk.find(id);
  if (!proposal) {
    const ids = waiting.map(one => one.id).join(', ') || t({ en: 'none', fr: 'aucune' });
    throw new QuaestorError('desk.not-found', {
      en: `Say which proposal: /edit P-1 stop 2700. Waiting: ${ids}.`,
      fr: `Dites quelle proposition : /modifier P-1 stop 2700. En attente : ${ids}.`,
    });
  }
  const { version, nonce } = proposal;
  await press(agent, { verb: 'edit', proposalId: proposal.id, version, nonce, change: readChange(said) }, person, emit);
};

const pause = ({ agent, person, t }: Call): CardInput => {
  setPaused(agent.parts.ledger, person, true);
  return {
    title: t({ en: 'Paused', fr: 'En pause' }),
    lead: t({
      en: 'The strategy and the portfolio manager rest until /resume. Stops, targets and plans go on, and people may still propose.',
      fr: 'La stratégie et le gérant se reposent jusqu’à /reprendre. Stops, objectifs et plans continuent, et les personnes peuvent encore proposer.',
    }),
  };
};

/** What a typed approval does not say: that the edited version was seen. */
const sayVersion = (id: string, version: number): QuaestorError =>
  new QuaestorError('desk.changed', {
    en: `${id} was edited: its version ${version} waits now. Read its card (/proposals); to approve it: /approve ${nameOf(id, version)}`,
    fr: `${id} a été modifiée : sa version ${version} attend à présent. Lisez sa carte (/propositions) ; pour l'approuver : /approuver ${nameOf(id, version)}`,
  });

const decide = async ({ agent, person, rest, t, emit }: Call, verb: 'approve' | 'reject'): Promise<undefined> => {
  const { desk } = agent.parts;
  const waiting = desk.waiting();
  const [, named, seen] = /^(p-\d+)?\s*(?:v(\d+))?$/i.exec(rest) ?? [undefined, rest];
  const id = named?.toUpperCase() || (waiting.length === 1 ? waiting[0]?.id : undefined);
  const proposal = id === undefined ? undefined : desk.find(id);
  if (!proposal) {
    const ids = waiting.map(one => one.id).join(', ') || t({ en: 'none', fr: 'aucune' });
    throw new QuaestorError('desk.not-found', {
      en: `Say which proposal, e.g. /${verb} P-1. Waiting: ${ids}.`,
      fr: `Dites quelle proposition, par exemple /${verb === 'approve' ? 'approuver' : 'rejeter'} P-1. En attente : ${ids}.`,
    });
  }
  const { id: proposalId, version, nonce, state } = proposal;
  const unseen = verb === 'approve' && state === 'pending' && Number(seen ?? 1) !== version;
  if (unseen) throw sayVersion(proposalId, version);
  await press(agent, { verb, proposalId, version, nonce }, person, emit);
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

/** Changing what waits, and who decides. */
export const deskCommands: readonly Command[] = [
  {
    en: 'stop',
    fr: 'stop',
    about: {
      en: 'stop trading now: no new risk until an admin resumes',
      fr: 'arrêter le trading : plus de risque nouveau avant reprise par un admin',
    },
    run: ({ agent, person, rest, t }) => {
      // Whoever finds a bot must not stop somebody else's trading; everybody who is known may.
      if (person.stranger || (person.channel === 'api' && person.role === 'viewer')) throw notYourAccount();
      agent.parts.desk.halt(person, rest || askedInChat);
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
    account: true,
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
    account: true,
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
    en: 'approve',
    account: true,
    fr: 'approuver',
    about: { en: 'approve a proposal', fr: 'approuver une proposition' },
    run: call => decide(call, 'approve'),
  },
  {
    en: 'reject',
    account: true,
    fr: 'rejeter',
    about: { en: 'reject a proposal', fr: 'rejeter une proposition' },
    run: call => decide(call, 'reject'),
  },
  {
    en: 'decide',
    account: true,
    fr: 'decider',
    about: {
      en: 'let the strategy or the portfolio manager decide on the last candle',
      fr: 'laisser la stratégie ou le gérant décider sur la dernière bougie',
    },
    run: letDecide,
  },
  {
    en: 'mode',
    account: true,
    fr: 'mode',
    about: {
      en: 'how far the portfolio manager may go: advise, propose, auto (admins)',
      fr: "jusqu'où le gérant peut aller : advise, propose, auto (admins)",
    },
    run: chooseHowFar,
  },
  {
    en: 'edit',
    account: true,
    fr: 'modifier',
    about: { en: 'change a proposal: /edit P-1 stop 2700', fr: 'modifier une proposition : /modifier P-1 stop 2700' },
    run: edit,
  },
  {
    en: 'pause',
    account: true,
    fr: 'pause',
    about: { en: 'let the portfolio manager rest', fr: 'laisser le gérant se reposer' },
    run: pause,
  },
];
