import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { Language, Role } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { ReplayControl } from '../../data/market/replay-control.ts';
import { ReplayMarket } from '../../data/market/replay-market.ts';
import { Level } from '../../knowledge/glossary/entry.ts';
import { AlertRule, ruleText } from '../../tools/alert-rule.ts';
import { forbidden } from '../door.ts';
import { atLeast, ownerOf } from '../people.ts';
import { accountText } from '../register.ts';
import { type Route, route } from './api-route.ts';
import type { WebWorld } from './web-world.ts';

const Preferences = z.strictObject({
  name: z.string(),
  role: Role,
  language: Language,
  level: Level,
  /** Accounts of other channels that are linked to the person, as `channel:id`. */
  accounts: z.array(z.string()),
  alerts: z.array(z.strictObject({ id: z.int(), text: z.string() })),
  /** Whether this browser has logged in, and can log out. */
  session: z.boolean(),
});

const Replay = z.strictObject({
  provider: z.string(),
  /** Left out unless the prices are a replay. */
  replay: z
    .strictObject({
      /** Market time, UTC ms. */
      at: z.int(),
      /** Market seconds per second. */
      speed: z.number(),
      paused: z.boolean(),
    })
    .optional(),
});

const controlOf = ({ agent }: WebWorld): ReplayControl | undefined =>
  agent.parts.market instanceof ReplayMarket ? agent.parts.market.control : undefined;

function replayNow(world: WebWorld): z.infer<typeof Replay> {
  const { provider } = world.agent.parts.settings.market;
  const control = controlOf(world);
  return {
    provider,
    ...(control ? { replay: { at: control.now(), speed: control.speed, paused: control.paused } } : {}),
  };
}

const noReplay = (provider: string): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `The prices come from "${provider}", whose clock nobody moves. A replay needs market.provider: replay.`,
    fr: `Les prix viennent de « ${provider} », dont personne ne règle l'horloge. Une relecture demande market.provider: replay.`,
  });

/** What a person chose, and the clock of a replay. */
export const settingsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/settings',
    about: 'What the person at this page chose, their alerts and their linked accounts.',
    access: 'page',
    query: z.object({ language: Language.optional() }),
    replies: { 'application/json': Preferences },
    answer({ context, world: { agent }, caller, person: personOf }) {
      const person = personOf();
      const t = translateTo(person.language);
      const owner = ownerOf(person);
      const { learner } = agent.parts.contextFor(person, context.req.raw.signal, () => agent.reference());
      const { alerting, register } = agent.parts;
      const linked = register.accounts().filter(one => accountText(one.primary) === accountText(owner));
      return context.json({
        name: person.id,
        role: person.role,
        language: person.language,
        level: learner.level() ?? 'beginner',
        accounts: linked.map(accountText).filter(one => one !== accountText(owner)),
        alerts: alerting.store.rules(owner).map(({ id, body }) => ({ id, text: t(ruleText(AlertRule.parse(body))) })),
        session: caller.session !== undefined,
      });
    },
  }),
  route({
    method: 'get',
    path: '/api/replay',
    about: 'Where the replay stands, where the prices are one.',
    access: 'page',
    replies: { 'application/json': Replay },
    answer: ({ context, world }) => context.json(replayNow(world)),
  }),
  route({
    method: 'post',
    path: '/api/replay',
    about: 'Pauses the replay, changes its speed or moves it on to a later day (admins).',
    access: 'page',
    body: z.strictObject({
      paused: z.boolean().optional(),
      speed: z.number().optional(),
      /** A day, YYYY-MM-DD. */
      to: z.iso.date().optional(),
    }),
    replies: { 'application/json': Replay },
    answer({ context, world, body: { paused, speed, to }, person: personOf }) {
      const person = personOf();
      if (!atLeast(person.role, 'admin')) throw forbidden('/api/replay', 'admin', person.role);
      const control = controlOf(world);
      if (!control) throw noReplay(world.agent.parts.settings.market.provider);
      if (speed !== undefined) control.setSpeed(speed);
      if (to !== undefined) control.jumpTo(Date.parse(to));
      if (paused === true) control.pause();
      if (paused === false) control.resume();
      return context.json(replayNow(world));
    },
  }),
];
