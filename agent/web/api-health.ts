import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { version } from '../../config/version.ts';
import { openApiDocument } from './api-document.ts';
import { type Route, route } from './api-route.ts';

const Health = z.strictObject({
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  /** Day of the market's clock; left out where there is none. */
  asOf: z.string().optional(),
  halted: z.boolean().optional(),
});

/** What machines ask: is it alive, how is it doing, and how is it talked to. */
export const healthRoutes = (all: () => readonly Route[]): readonly Route[] => [
  route({
    method: 'get',
    path: '/healthz',
    about: 'Whether the database answers and the market has a clock; 503 where not.',
    access: 'everybody',
    replies: { 'application/json': Health },
    answer({ context, world: { agent } }) {
      const asOf = attempt(() => agent.asOf());
      const halted = attempt(() => agent.parts.desk.halted());
      const status = asOf === undefined || halted === undefined ? 'failing' : 'ok';
      return context.json({ status, version, asOf, halted }, status === 'ok' ? 200 : 503);
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    about: 'Figures for Prometheus.',
    access: 'metrics',
    replies: { 'text/plain': z.string() },
    async answer({ context, world }) {
      const { text, type } = await world.metrics.scrape();
      return context.body(text, 200, { 'content-type': type });
    },
  }),
  route({
    method: 'get',
    path: '/api/openapi.json',
    about: 'This document.',
    access: 'everybody',
    replies: { 'application/json': z.looseObject({ openapi: z.string() }) },
    answer: ({ context }) => context.json(openApiDocument(all())),
  }),
];
