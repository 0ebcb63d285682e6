import { createHash } from 'node:crypto';
import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import type { Tensors } from '../tensor.ts';
import { HybridModel } from './hybrid-model.ts';
import type { ModelStore } from './model-store.ts';
import { buildNetwork } from './network.ts';
import { TrainingRecord } from './training-record.ts';

/** The part of `model.json` that is ours to read; the rest is for other TensorFlow.js programs. */
const ModelFile = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.unknown(),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.string()]),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.literal('float32') })),
    }),
  ]),
  userDefinedMetadata: z.object({ kind: z.literal('quaestor-hybrid'), sha256: z.string(), record: TrainingRecord }),
});

const weightsName = 'weights.bin';
const modelFileOf = (name: string): string => `${name}/model.json`;
const weightsFileOf = (name: string): string => `${name}/${weightsName}`;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes NAME/weights.bin and NAME/model.json, in this order, in the layers format of TensorFlow.js, with the training's
 * record as user-defined metadata. Any TensorFlow.js program can open them with `tf.loadLayersModel`; the outputs are
 * the raw ones of the heads.
 */
export async function saveHybrid(
  { network, weights, record }: HybridModel,
  name: string,
  store: ModelStore,
): Promise<void> {
  const bytes = new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
  const file: z.infer<typeof ModelFile> & Record<string, unknown> = {
    format: 'layers-model',
    generatedBy: 'Quaestor',
    convertedBy: null,
    modelTopology: network.model.toJSON(null, false),
    weightsManifest: [
      {
        paths: [weightsName],
        weights: network.parameters.map(one => ({ name: one.name, shape: one.shape, dtype: 'float32' as const })),
      },
    ],
    userDefinedMetadata: { kind: 'quaestor-hybrid', sha256: sha256(bytes), record },
  };
  await store.write(weightsFileOf(name), bytes);
  await store.write(modelFileOf(name), Buffer.from(JSON.stringify(file)));
}

function refuse(name: string, why: { en: string; fr: string }): never {
  throw new QuaestorError(
    'model.bad-data',
    {
      en: `The saved network "${name}" cannot be used: ${why.en}.`,
      fr: `Le réseau enregistré « ${name} » est inutilisable : ${why.fr}.`,
    },
    { name },
  );
}

async function read(store: ModelStore, name: string, file: string): Promise<Buffer> {
  const bytes = await store.read(file);
  if (bytes) return Buffer.from(bytes);
  return refuse(name, { en: `"${file}" is missing`, fr: `« ${file} » manque` });
}

function parse(name: string, bytes: Buffer): z.infer<typeof ModelFile> {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch {
    return refuse(name, { en: 'model.json is not JSON', fr: "model.json n'est pas du JSON" });
  }
  const file = ModelFile.safeParse(json);
  if (file.success) return file.data;
  const why = z.prettifyError(file.error);
  return refuse(name, {
    en: `model.json was not made by this product: ${why}`,
    fr: `model.json n'a pas été fait par ce produit : ${why}`,
  });
}

/**
 * Opens what `saveHybrid` wrote.
 * @throws QuaestorError `model.bad-data` when a file is missing, cut, changed, or does not fit this version's network
 */
export async function loadHybrid(name: string, store: ModelStore, tensors: Tensors): Promise<HybridModel> {
  const { weightsManifest, userDefinedMetadata } = parse(name, await read(store, name, modelFileOf(name)));
  const { record } = userDefinedMetadata;
  const bytes = await read(store, name, weightsFileOf(name));
  if (sha256(bytes) !== userDefinedMetadata.sha256) {
    refuse(name, {
      en: `the checksum of "${weightsName}" does not fit`,
      fr: `la somme de contrôle de « ${weightsName} » ne correspond pas`,
    });
  }
  const network = buildNetwork(tensors.tf, record.config, () => 1, record.features);
  const saved = weightsManifest[0].weights.map(one => `${one.name} [${one.shape.join(', ')}]`);
  const wanted = network.parameters.map(one => `${one.name} [${one.shape.join(', ')}]`);
  if (saved.join() !== wanted.join() || bytes.length !== network.size * Float32Array.BYTES_PER_ELEMENT) {
    network.model.dispose();
    refuse(name, {
      en: 'its layers are not those of this version',
      fr: 'ses couches ne sont pas celles de cette version',
    });
  }
  return new HybridModel(tensors, network, new Float32Array(Uint8Array.from(bytes).buffer), record);
}
