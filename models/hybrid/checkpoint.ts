import { createHash } from 'node:crypto';
import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import type { AdamState } from './adam.ts';
import { TrainingRecord } from './training-record.ts';

/** A training between two epochs: all that the epochs to come depend on. */
export type TrainingState = {
  readonly record: TrainingRecord;
  /** Epochs ended. The generator of an epoch starts from the seed and its number, so this is its state too. */
  readonly epoch: number;
  /** Halved after each restart. */
  readonly rateFactor: number;
  readonly adam: AdamState;
  readonly bestWeights: Float32Array;
};

const Header = z.strictObject({
  kind: z.literal('quaestor-hybrid-checkpoint'),
  record: TrainingRecord,
  epoch: z.int().min(0),
  rateFactor: z.number().positive(),
  step: z.int().min(0),
  weights: z.int().min(1),
  sha256: z.string(),
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const lengthBytes = 4;
const arrays = 4;

/** A checkpoint as bytes: length of the header, the header as JSON, then weights, mean, square and best weights. */
export function writeCheckpoint({ record, epoch, rateFactor, adam, bestWeights }: TrainingState): Uint8Array {
  const parts = [adam.weights, adam.mean, adam.square, bestWeights];
  const body = Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  const header: z.infer<typeof Header> = {
    kind: 'quaestor-hybrid-checkpoint',
    record,
    epoch,
    rateFactor,
    step: adam.step,
    weights: adam.weights.length,
    sha256: sha256(body),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, body]);
}

const broken = (why: string): QuaestorError =>
  new QuaestorError(
    'model.bad-data',
    `Not a whole checkpoint of the hybrid network: ${why}. Remove it and train anew.`,
  );

function readHeader(bytes: Buffer): { header: z.infer<typeof Header>; body: Buffer } {
  const end = lengthBytes + (bytes.length < lengthBytes ? 0 : bytes.readUInt32LE());
  if (bytes.length < end || end === lengthBytes) throw broken(`it ends after ${bytes.length} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8', lengthBytes, end));
  } catch {
    throw broken('its header is not JSON');
  }
  const header = Header.safeParse(json);
  if (!header.success) throw broken(z.prettifyError(header.error));
  return { header: header.data, body: bytes.subarray(end) };
}

/**
 * Reads what `writeCheckpoint` made.
 * @throws QuaestorError `model.bad-data` when the bytes are cut, changed, or something else
 */
export function readCheckpoint(bytes: Uint8Array): TrainingState {
  const { header, body } = readHeader(Buffer.from(bytes));
  const { record, epoch, rateFactor, step, weights: count } = header;
  if (body.length !== arrays * count * Float32Array.BYTES_PER_ELEMENT)
    throw broken(`it holds ${body.length} bytes of weights`);
  if (sha256(body) !== header.sha256) throw broken('its checksum does not fit');
  // A copy, because numbers of 4 bytes must start at a multiple of 4.
  const numbers = new Float32Array(Uint8Array.from(body).buffer);
  const part = (k: number): Float32Array => numbers.slice(k * count, (k + 1) * count);
  return {
    record,
    epoch,
    rateFactor,
    adam: { weights: part(0), mean: part(1), square: part(2), step },
    bestWeights: part(3),
  };
}
