import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import { Rating } from '../../knowledge/memory/feedback.ts';
import { Card } from '../../tools/card.ts';
import { notYourAccount } from '../door.ts';
import { type Route, route } from './api-route.ts';
import { answerPress, ProposalShown, pressRefuses, turnReplies } from './web-turn.ts';

const Waiting = z.strictObject({
  id: z.string(),
  /** Both go back with a decision: it counts for the version that was read, and for no other. */
  version: z.int(),
  nonce: z.string(),
  /** UTC ms; without an answer by then it means no. */
  expiresAt: z.int(),
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  quantity: z.number(),
  referencePrice: z.number(),
  stop: z.number().optional(),
  target: z.number().optional(),
  card: Card,
});

const language = Language.optional();

const unknownProposal = (id: string): QuaestorError =>
  new QuaestorError('desk.not-found', {
    en: `There is no proposal "${id}".`,
    fr: `Il n'y a pas de proposition « ${id} ».`,
  });

/** What waits for a person, their decision, and their judgement of answers. */
export const proposalRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/proposals',
    about: 'Proposals that wait for a decision, oldest first.',
    access: 'read',
    query: z.object({ language }),
    replies: { 'application/json': z.array(Waiting) },
    answer({ context, world, person: personOf }) {
      const person = personOf();
      if (person.stranger) throw notYourAccount();
      const t = translateTo(person.language);
      const { desk, scenes } = world.agent.parts;
      return context.json(
        desk.waiting().flatMap(proposal => {
          const { order } = proposal.verdict;
          if (!order) return [];
          const { id, version, nonce, expiresAt } = proposal;
          const { symbol, side, quantity, referencePrice, stop, target } = order;
          const card = scenes.proposal(proposal, t);
          return [{ id, version, nonce, expiresAt, symbol, side, quantity, referencePrice, stop, target, card }];
        }),
      );
    },
  }),
  route({
    method: 'get',
    path: '/api/proposals/{id}',
    about: 'One proposal in the state that it has now.',
    access: 'read',
    query: z.object({ language }),
    replies: { 'application/json': ProposalShown },
    answer({ context, world, person: personOf }) {
      const person = personOf();
      if (person.stranger) throw notYourAccount();
      const { desk, scenes } = world.agent.parts;
      desk.waiting();
      const proposalId = context.req.param('id') ?? '';
      const proposal = desk.find(proposalId);
      if (!proposal) throw unknownProposal(proposalId);
      const { version, state } = proposal;
      return context.json({ proposalId, version, state, card: scenes.current(proposal, translateTo(person.language)) });
    },
  }),
  route({
    method: 'post',
    path: '/api/proposals/{id}/decision',
    about: 'Approves or rejects one version of a proposal. The risk gate looks again before anything is ordered.',
    access: 'approve',
    body: z.strictObject({
      decision: z.enum(['approve', 'reject']),
      version: z.int(),
      nonce: z.string().max(64),
      language,
    }),
    replies: turnReplies,
    refuses: pressRefuses,
    answer({ context, world, caller, body }) {
      const { decision: verb, version, nonce } = body;
      const press = { verb, proposalId: context.req.param('id') ?? '', version, nonce };
      return answerPress(context, world, emit =>
        world.agent.tap(press, caller.channel, caller.id, emit, body.language),
      );
    },
  }),
  route({
    method: 'post',
    path: '/api/feedback',
    about: 'Judges an answer, by the id that its rate buttons carry.',
    access: 'feedback',
    body: z.strictObject({ ratedId: z.string().min(1).max(64), rating: Rating, language }),
    replies: turnReplies,
    answer({ context, world, caller, body: { ratedId, rating, language: spoken } }) {
      return answerPress(context, world, emit =>
        world.agent.tap({ verb: 'rate', ratedId, rating }, caller.channel, caller.id, emit, spoken),
      );
    },
  }),
];
