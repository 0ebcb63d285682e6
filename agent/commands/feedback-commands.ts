import { QuaestorError } from '../../config/errors.ts';
import { fold } from '../../config/suggest.ts';
import type { Rating } from '../../knowledge/memory/feedback.ts';
import { nameOf } from '../desk/proposal.ts';
import { ownerOf } from '../people.ts';
import { press } from '../press.ts';
import type { Call, Command } from './command.ts';

const sayHowToAnswer = (ids: readonly string[]): QuaestorError => {
  const [en, fr] = [ids.join(', ') || 'none', ids.join(', ') || 'aucune'];
  return new QuaestorError('user.bad-request', {
    en: `Say the number of your answer: /answer 2, or /answer P-1 2 where several proposals wait. Waiting: ${en}.`,
    fr: `Dites le numéro de votre réponse : /repondre 2, ou /repondre P-1 2 si plusieurs propositions attendent. En attente : ${fr}.`,
  });
};

/** `/answer 2` or `/answer P-1 2`: to the question before a first approval. */
const answer = async ({ agent, person, rest, emit }: Call): Promise<undefined> => {
  const { desk } = agent.parts;
  const [, named, said] = /^(?:(p-\d+)\s+)?(\d+)\.?$/i.exec(rest) ?? [];
  const waiting = desk.waiting();
  const id = named?.toUpperCase() ?? (waiting.length === 1 ? waiting[0]?.id : undefined);
  const proposal = id === undefined ? undefined : desk.find(id);
  if (!proposal || said === undefined) throw sayHowToAnswer(waiting.map(one => one.id));
  const { id: proposalId, version, nonce } = proposal;
  const card = { proposalId, version, nonce };
  const question = await desk.question(card, person);
  if (!question) {
    throw new QuaestorError('user.bad-request', {
      en: `There is no question to you about ${proposalId}. To decide: /approve ${nameOf(proposalId, version)} or /reject ${proposalId}.`,
      fr: `Aucune question ne vous est posée sur ${proposalId}. Pour décider : /approuver ${nameOf(proposalId, version)} ou /rejeter ${proposalId}.`,
    });
  }
  const choice = Number(said) - 1;
  if (question.amountsUsd[choice] === undefined) {
    throw new QuaestorError('user.bad-request', {
      en: `"${said}" is none of the answers: 1 to ${question.amountsUsd.length}.`,
      fr: `« ${said} » n'est pas une des réponses : 1 à ${question.amountsUsd.length}.`,
    });
  }
  await press(agent, { verb: 'answer', ...card, choice }, person, emit);
};

/** `/again P-1`: proposes once more what ended without anybody's no. */
const again = async ({ agent, person, rest, emit }: Call): Promise<undefined> => {
  const proposal = agent.parts.desk.find(rest.toUpperCase());
  if (!proposal) {
    throw new QuaestorError('desk.not-found', {
      en: 'Say which proposal to make again: /again P-1. One can come again that expired, failed or did not hold.',
      fr: "Dites quelle proposition refaire : /reproposer P-1. Peut revenir ce qui a expiré, échoué ou n'a pas tenu.",
    });
  }
  if (proposal.state === 'pending') {
    throw new QuaestorError('user.bad-request', {
      en: `${proposal.id} still waits: /approve ${nameOf(proposal.id, proposal.version)}, /edit ${proposal.id} stop ..., /reject ${proposal.id}.`,
      fr: `${proposal.id} attend encore : /approuver ${nameOf(proposal.id, proposal.version)}, /modifier ${proposal.id} stop ..., /rejeter ${proposal.id}.`,
    });
  }
  const { id: proposalId, version, nonce } = proposal;
  await press(agent, { verb: 'again', proposalId, version, nonce }, person, emit);
};

const ratings: Readonly<Record<string, Rating>> = {
  good: 'good',
  right: 'good',
  bon: 'good',
  juste: 'good',
  '👍': 'good',
  bad: 'bad',
  wrong: 'bad',
  mauvais: 'bad',
  faux: 'bad',
  '👎': 'bad',
};

/** `/rate good` judges the answer that the person was shown last, `/rate ID bad` another one. */
const rate = async ({ agent, person, rest, emit }: Call): Promise<undefined> => {
  const words = fold(rest).split(/\s+/);
  const [first = '', second] = words;
  const said = second ?? first;
  const rating = Object.hasOwn(ratings, said) ? ratings[said] : undefined;
  if (rating === undefined || words.length > 2) {
    throw new QuaestorError('user.bad-request', {
      en: 'Say /rate good or /rate bad: it judges the last forecast or answer that has these buttons.',
      fr: 'Dites /noter bon ou /noter faux : cela juge la dernière prévision ou réponse qui a ces boutons.',
    });
  }
  const ratedId = second === undefined ? agent.parts.feedback.lastShown(ownerOf(person)) : first;
  if (ratedId === undefined) {
    throw new QuaestorError('user.bad-request', {
      en: 'You were shown nothing yet that can be judged. Ask for a forecast first: /volatility SPX.',
      fr: "Rien de ce que vous avez vu ne peut encore être jugé. Demandez d'abord une prévision : /volatilite SPX.",
    });
  }
  await press(agent, { verb: 'rate', ratedId, rating }, person, emit);
};

/** Buttons in words, for whoever cannot press them. */
export const feedbackCommands: readonly Command[] = [
  {
    en: 'answer',
    fr: 'repondre',
    about: {
      en: 'answer the question before a first approval: /answer 2',
      fr: 'répondre à la question avant une première approbation : /repondre 2',
    },
    account: true,
    run: answer,
  },
  {
    en: 'again',
    fr: 'reproposer',
    about: { en: 'propose once more what expired: /again P-1', fr: 'reproposer ce qui a expiré : /reproposer P-1' },
    account: true,
    run: again,
  },
  {
    en: 'rate',
    fr: 'noter',
    about: {
      en: 'judge the last answer: /rate good, /rate bad',
      fr: 'juger la dernière réponse : /noter bon, /noter faux',
    },
    run: rate,
  },
];
