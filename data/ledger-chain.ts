import { createHash } from 'node:crypto';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';

/** JSON with sorted keys: the same content gives the same text, whatever order it was built in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What stands before the first row. */
export const genesis = '0'.repeat(64);

/** A row as it is stored and exported: each names the hash of the one before. */
export const StoredRow = z.strictObject({
  sequence: z.int(),
  at: z.int(),
  account_id: z.string(),
  actor_channel: z.string(),
  actor_id: z.string(),
  kind: z.string(),
  body: z.string(),
  previous_hash: z.string(),
  hash: z.string(),
});
export type StoredRow = z.infer<typeof StoredRow>;

export const hashOf = (row: Omit<StoredRow, 'hash'>): string =>
  sha256(
    canonicalJson([
      row.sequence,
      row.at,
      row.account_id,
      row.actor_channel,
      row.actor_id,
      row.kind,
      row.body,
      row.previous_hash,
    ]),
  );

/** The last row of a chain, as somebody keeps it apart. */
export type ChainHead = { readonly sequence: number; readonly hash: string };

const brokenAt = (sequence: number): QuaestorError =>
  new QuaestorError('ledger.broken-chain', `Ledger row ${sequence} was changed or is missing.`, { sequence });

/**
 * Recomputes a whole chain.
 * @param head a row that it is known to have, read before the rows: by it alone those that were cut off are missed
 * @returns the number of rows, and the hash of the last one
 * @throws QuaestorError `ledger.broken-chain` that names the first row that was changed or is missing
 */
export function verifyChain(rows: Iterable<StoredRow>, head?: ChainHead): { rows: number; hash: string } {
  let [previous, count] = [genesis, 0];
  for (const row of rows) {
    count += 1;
    const follows = row.sequence === count && row.previous_hash === previous && row.hash === hashOf(row);
    if (!follows || (head?.sequence === count && head.hash !== row.hash)) throw brokenAt(count);
    previous = row.hash;
  }
  if (head && head.sequence > count) throw brokenAt(count + 1);
  return { rows: count, hash: previous };
}
