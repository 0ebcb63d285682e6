import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { QuaestorError } from '../../config/errors.ts';
import { openTensors, type TensorBackend } from '../../models/tensor.ts';

const { cache, resolve } = createRequire(import.meta.url);
const isLoaded = (name: string): boolean => Object.keys(cache).some(path => path.includes(`@tensorflow/${name}/`));
const loadedByImport = isLoaded('tfjs-core');

const packages = {
  'node-gpu': '@tensorflow/tfjs-node-gpu',
  node: '@tensorflow/tfjs-node',
  webgpu: 'webgpu',
} as const;

function isInstalled(name: string): boolean {
  try {
    resolve(name);
    return true;
  } catch {
    return false;
  }
}

const refusal = async (backend: TensorBackend): Promise<QuaestorError> => {
  try {
    await openTensors({ backend });
  } catch (error) {
    if (error instanceof QuaestorError) return error;
    throw error;
  }
  throw new Error(`"${backend}" opened`);
};

describe('openTensors', () => {
  it('is the first to load TensorFlow.js', async () => {
    expect(loadedByImport, 'importing the file loads nothing').toBe(false);
    await openTensors({ backend: 'wasm' });
    expect(isLoaded('tfjs-core')).toBe(true);
  });

  it('takes the first backend that works and says what the ones before it lack', async () => {
    const { backend, skipped, tf } = await openTensors();
    const order: TensorBackend[] = ['node-gpu', 'node', 'wasm'];
    expect(order).toContain(backend);
    expect(
      skipped.map(one => one.backend),
      'webgpu is never tried without its name',
    ).toEqual(order.slice(0, order.indexOf(backend)));
    for (const { reason } of skipped) expect(reason.en).toMatch(/npm install --no-save @tensorflow|no GPU|does not/);
    expect(tf.getBackend(), 'and it is in use').toBe(backend === 'wasm' ? 'wasm' : 'tensorflow');
  });

  it.each(['wasm', 'cpu'] as const)('uses %s where it is named', async name => {
    const { backend, tf, reason } = await openTensors({ backend: name });
    expect([backend, tf.getBackend()]).toEqual([name, name]);
    expect(reason.fr).toBe(`« ${name} » est nommé dans les réglages.`);
  });

  const absent = (['node-gpu', 'node', 'webgpu'] as const).filter(name => !isInstalled(packages[name]));

  it.runIf(absent.length > 0)(
    'refuses a named backend that is not installed, and puts no other in its place',
    async () => {
      const { tf } = await openTensors({ backend: 'cpu' });
      for (const name of absent) {
        const { code, message, text } = await refusal(name);
        expect(code).toBe('config.invalid');
        expect(message).toContain(
          `"${name}": "${packages[name]}" is not installed; to install it: npm install --no-save`,
        );
        expect(message, 'and lists what there is').toContain('Backends: node-gpu, node, wasm, cpu, webgpu');
        expect(text?.fr).toContain("n'est pas installé");
      }
      expect(tf.getBackend(), 'what was open stays open').toBe('cpu');
    },
  );

  it('leaves no handler of Emscripten on the process', async () => {
    await openTensors({ backend: 'wasm' });
    const handlers = process.listeners('uncaughtException').map(String);
    expect(handlers.filter(source => source.includes('ExitStatus'))).toEqual([]);
  });
});
