import { QuaestorError } from '../../config/errors.ts';
import type { Role } from '../../config/settings.ts';
import { roleNames } from '../people.ts';
import type { ProposalState } from './proposal.ts';

/** As news: what a card says of its own state. */
const news: Record<ProposalState, { en: string; fr: string }> = {
  pending: { en: 'waits', fr: 'attend' },
  approved: { en: 'is approved', fr: 'est approuvée' },
  executing: { en: 'is approved; its order is on the way', fr: 'est approuvée ; son ordre est en route' },
  done: { en: 'is approved and filled', fr: 'est approuvée et exécutée' },
  rejected: { en: 'is rejected: nothing was sent', fr: "est rejetée : rien n'a été envoyé" },
  expired: { en: 'has expired, and expired means no', fr: 'a expiré, et expirée veut dire non' },
  refused: { en: 'is refused by the risk gate', fr: 'est refusée par le contrôle des risques' },
  failed: { en: 'is approved, but its order failed', fr: 'est approuvée, mais son ordre a échoué' },
};

/** As an answer to somebody who comes late. */
const states: Record<ProposalState, { en: string; fr: string }> = {
  pending: { en: 'still waits', fr: 'attend encore' },
  approved: { en: 'was already approved', fr: 'a déjà été approuvée' },
  executing: { en: 'was already approved', fr: 'a déjà été approuvée' },
  done: { en: 'was already approved and filled', fr: 'a déjà été approuvée et exécutée' },
  rejected: { en: 'was already rejected', fr: 'a déjà été rejetée' },
  expired: { en: 'has expired, and expired means no', fr: 'a expiré, et expirée veut dire non' },
  refused: { en: 'was refused by the risk gate', fr: 'a été refusée par le contrôle des risques' },
  failed: { en: 'was approved, but its order failed', fr: 'a été approuvée, mais son ordre a échoué' },
};

export const stateText = (state: ProposalState) => news[state];

export const alreadyDecided = (id: string, state: ProposalState, by: string | undefined): QuaestorError => {
  const [who, qui] = by === undefined ? ['', ''] : [` (by ${by})`, ` (par ${by})`];
  return new QuaestorError(
    state === 'expired' ? 'desk.expired' : 'desk.already-decided',
    {
      en: `Proposal ${id} ${states[state].en}${who}. Nothing was done again.`,
      fr: `La proposition ${id} ${states[state].fr}${qui}. Rien n'a été refait.`,
    },
    { id, state },
  );
};

export const expired = (id: string): QuaestorError =>
  new QuaestorError('desk.expired', {
    en: `Proposal ${id} has expired, and expired means no. Ask again for a fresh one.`,
    fr: `La proposition ${id} a expiré, et expirée veut dire non. Redemandez-en une nouvelle.`,
  });

export const notYours = (id: string, needed: Role, role: Role): QuaestorError =>
  new QuaestorError('desk.not-yours', {
    en: `${needed === 'approver' ? 'Deciding on' : 'Changing'} ${id} needs the role ${needed}; you are a ${role}. An admin can change that.`,
    fr: `${needed === 'approver' ? 'Décider de' : 'Modifier'} ${id} demande le rôle ${roleNames[needed].fr} ; vous êtes ${roleNames[role].fr}. Un administrateur peut le changer.`,
  });

export const checkFirst = (id: string): QuaestorError =>
  new QuaestorError('desk.check-first', {
    en: `Before your first approval there is one question about ${id}: press Approve on its card to see it.`,
    fr: `Avant votre première approbation, il y a une question sur ${id} : appuyez sur Approuver sur sa carte pour la voir.`,
  });

export const othersMust = (id: string): QuaestorError =>
  new QuaestorError('desk.not-yours', {
    en: `${id} is large: two other persons have to approve it, and you proposed or edited it.`,
    fr: `${id} est d'un montant élevé : deux autres personnes doivent l'approuver, et vous l'avez proposée ou modifiée.`,
  });

export const alreadyApproved = (id: string): QuaestorError =>
  new QuaestorError('desk.already-decided', {
    en: `You have approved ${id} already; another person has to approve it as well.`,
    fr: `Vous avez déjà approuvé ${id} ; une autre personne doit l'approuver aussi.`,
  });

export const regimeChanged = (id: string, then: string, now: string | undefined): QuaestorError =>
  new QuaestorError('desk.regime-changed', {
    en: `The regime was "${then}" when ${id} was proposed and is "${now ?? 'unknown'}" now: it no longer holds. It can be proposed again.`,
    fr: `Le régime était « ${then} » lors de la proposition ${id} et il est « ${now ?? 'inconnu'} » à présent : elle ne tient plus. Elle peut être reproposée.`,
  });

export const changed = (id: string): QuaestorError =>
  new QuaestorError('desk.changed', {
    en: `The content of ${id} is no longer what this button showed. Nothing was done; open the newest card.`,
    fr: `Le contenu de ${id} n'est plus celui que montrait ce bouton. Rien n'a été fait ; ouvrez la carte la plus récente.`,
  });

export const positionMoved = (id: string): QuaestorError =>
  new QuaestorError('desk.changed', {
    en: `The position changed since ${id} was proposed: it no longer holds. Ask again for a fresh proposal.`,
    fr: `La position a changé depuis la proposition ${id} : elle ne tient plus. Redemandez-en une nouvelle.`,
  });

const comma = (value: number): string => String(value).replace('.', ',');

export const priceMoved = (id: string, then: number, now: number): QuaestorError =>
  new QuaestorError('desk.price-moved', {
    en: `The price moved from ${then} to ${now} since ${id} was proposed: it no longer holds. Ask again for a fresh proposal.`,
    fr: `Le prix est passé de ${comma(then)} à ${comma(now)} depuis la proposition ${id} : elle ne tient plus. Redemandez-en une nouvelle.`,
  });

export const refusedNow = (id: string, reason: { en: string; fr: string }): QuaestorError =>
  new QuaestorError('desk.refused', {
    en: `${id} no longer passes the risk gate: ${reason.en}`,
    fr: `${id} ne passe plus le contrôle des risques : ${reason.fr}`,
  });

export const unresolved = (id: string): QuaestorError =>
  new QuaestorError('desk.unresolved', {
    en: `The broker has not said what became of ${id}. It is not sent again; nothing new is sent before that is settled.`,
    fr: `Le courtier n'a pas dit ce qu'il est advenu de ${id}. L'ordre n'est pas renvoyé ; rien d'autre ne part avant que ce soit réglé.`,
  });
