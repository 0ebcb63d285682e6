import type { Context } from 'hono';
import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { asksToHalt, readSaid } from '../read-said.ts';

/** Bytes of the longest request that is looked at before it is let in. */
const longest = 2000;

const Said = z.looseObject({ text: z.string() });

/** Whether a request asks to stop trading: such a one is never counted among the others. */
export async function asksToStop({ req }: Context): Promise<boolean> {
  const bytes = Number(req.header('content-length') ?? Number.NaN);
  if (req.method !== 'POST' || req.path !== '/api/chat' || !(bytes <= longest)) return false;
  const raw = await req.text();
  const said = Said.safeParse(attempt(() => JSON.parse(raw)));
  return said.success && asksToHalt(readSaid(said.data.text));
}
