import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';

/** TensorFlow.js: the core and the layers as one object. Nothing else in the product imports them. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');

export type Tensor = import('@tensorflow/tfjs-core').Tensor;
export type Scalar = import('@tensorflow/tfjs-core').Scalar;
export type Variable = import('@tensorflow/tfjs-core').Variable;
export type LayersModel = import('@tensorflow/tfjs-layers').LayersModel;
export type SymbolicTensor = import('@tensorflow/tfjs-layers').SymbolicTensor;

/** Every backend, in the order in which they are tried; `webgpu` is used only when it is named. */
export const tensorBackends = ['node-gpu', 'node', 'wasm', 'cpu', 'webgpu'] as const;
export type TensorBackend = (typeof tensorBackends)[number];

export type Tensors = {
  readonly tf: TensorFlow;
  readonly backend: TensorBackend;
  /** Why this backend and no other, for people. */
  readonly reason: Text;
  /** Backends tried before it, each with what it lacks. */
  readonly skipped: readonly { readonly backend: TensorBackend; readonly reason: Text }[];
};

/** Packages that a person installs on purpose, because they bring binaries: 'npm ci' never needs them. */
const installs: Partial<Record<TensorBackend, string>> = {
  'node-gpu': 'npm install --no-save @tensorflow/tfjs-node-gpu@4.22.0',
  node: 'npm install --no-save @tensorflow/tfjs-node@4.22.0',
  webgpu: 'npm install --no-save webgpu@0.6.2',
};

/** TensorFlow.js registers one of these names; the two native packages share one. */
const registeredAs: Record<TensorBackend, string> = {
  'node-gpu': 'tensorflow',
  node: 'tensorflow',
  wasm: 'wasm',
  cpu: 'cpu',
  webgpu: 'webgpu',
};

const require = createRequire(import.meta.url);

/** A reason not to use a backend, as distinct from a fault in this file. */
class Unusable extends Error {
  readonly text: Text;

  constructor(text: Text, cause?: unknown) {
    super(text.en, { cause });
    this.text = text;
  }
}

const messageOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? '';

/** Loads a package that may be absent. The name is no literal, so that the compiler does not ask for it. */
async function optional(backend: TensorBackend, name: string): Promise<Record<string, unknown>> {
  try {
    return await import(name);
  } catch (error) {
    const install = installs[backend] ?? '';
    // What a failed import says of a missing package differs between loaders; a package that is there resolves.
    if (!isInstalled(name)) {
      throw new Unusable({
        en: `"${name}" is not installed; to install it: ${install}`,
        fr: `« ${name} » n'est pas installé ; pour l'installer : ${install}`,
      });
    }
    const why = messageOf(error);
    throw new Unusable(
      {
        en: `"${name}" is installed but does not load (${why}); to install it anew: ${install}`,
        fr: `« ${name} » est installé mais ne se charge pas (${why}) ; pour le réinstaller : ${install}`,
      },
      error,
    );
  }
}

function isInstalled(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** tfjs-node 4.22 calls a function that Node 23 took out of `util`. Source: tensorflow/tfjs pull request 8425. */
function polyfillUtil(): void {
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= value => value === null || value === undefined;
}

async function loadNative(tf: TensorFlow, backend: 'node-gpu' | 'node'): Promise<void> {
  polyfillUtil();
  await optional(backend, backend === 'node' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs-node-gpu');
  if (backend === 'node') return;
  const native: unknown = tf.findBackend(registeredAs[backend]);
  const onGpu = typeof native === 'object' && native !== null && Reflect.get(native, 'isUsingGpuDevice') === true;
  if (onGpu) return;
  throw new Unusable({
    en: '"@tensorflow/tfjs-node-gpu" finds no GPU: it needs a CUDA device with CUDA 11.2 and cuDNN 8.1',
    fr: '« @tensorflow/tfjs-node-gpu » ne trouve pas de GPU : il faut un appareil CUDA avec CUDA 11.2 et cuDNN 8.1',
  });
}

/** Emscripten sets two process-wide handlers that print its whole source when anything fails: they go at once. */
async function withoutNewHandlers(run: () => Promise<unknown>): Promise<void> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map(event => new Set<unknown>(process.rawListeners(event)));
  await run();
  for (const [k, event] of events.entries()) {
    for (const listener of process.rawListeners(event)) {
      if (!before[k]?.has(listener)) process.off(event, listener as () => void);
    }
  }
}

async function loadWasm(tf: TensorFlow): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
  await withoutNewHandlers(() => tf.setBackend(registeredAs.wasm));
}

/** Dawn's entry, made once: TensorFlow.js holds on to the first one, and crashes when that is collected. */
async function webGpu(): Promise<GPU> {
  // Node knows no such property, whatever the types of the browser say.
  const known: GPU | undefined = globalThis.navigator?.gpu;
  if (known) return known;
  const { create, globals } = await optional('webgpu', 'webgpu');
  if (typeof create !== 'function') throw new Error('The package "webgpu" has no function "create".');
  Object.assign(globalThis, globals);
  const gpu: GPU = create([]);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
  return gpu;
}

async function loadWebGpu(): Promise<void> {
  const gpu = await webGpu();
  if (await gpu.requestAdapter()) {
    await import('@tensorflow/tfjs-backend-webgpu');
    return;
  }
  throw new Unusable({
    en: 'no WebGPU adapter: the machine has no Vulkan, Metal or Direct3D 12 driver that Dawn accepts',
    fr: "aucun adaptateur WebGPU : la machine n'a pas de pilote Vulkan, Metal ou Direct3D 12 que Dawn accepte",
  });
}

async function load(tf: TensorFlow, backend: TensorBackend): Promise<void> {
  switch (backend) {
    case 'node-gpu':
    case 'node':
      return loadNative(tf, backend);
    case 'wasm':
      return loadWasm(tf);
    case 'webgpu':
      return loadWebGpu();
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
  }
}

/**
 * One gradient step of a dense layer whose result is known: with x = [1, 2], W = [[0.5], [-0.25]] and loss
 * (x W - 1)^2 = 1, the gradient is 2 (0 - 1) x = [-2, -4], and W - 0.1 gradient = [0.7, 0.15].
 */
async function smokeTest(tf: TensorFlow): Promise<void> {
  const next = tf.tidy(() => {
    const x = tf.tensor2d([1, 2], [1, 2]);
    const weights = tf.tensor2d([0.5, -0.25], [2, 1]);
    const gradient = tf.grad((w: Tensor) => tf.sum(tf.square(tf.sub(tf.matMul(x, w), 1))));
    return tf.sub(weights, tf.mul(0.1, gradient(weights)));
  });
  const [first = Number.NaN, second = Number.NaN] = await next.data();
  next.dispose();
  if (Math.abs(first - 0.7) < 1e-4 && Math.abs(second - 0.15) < 1e-4) return;
  throw new Unusable({
    en: `one gradient step gave ${first} and ${second} in place of 0.7 and 0.15`,
    fr: `un pas de gradient a donné ${first} et ${second} au lieu de 0,7 et 0,15`,
  });
}

async function start(tf: TensorFlow, backend: TensorBackend): Promise<void> {
  await load(tf, backend);
  const name = registeredAs[backend];
  // A backend that fails to start leaves TensorFlow.js on another one without an error.
  if ((await tf.setBackend(name)) && tf.getBackend() === name) return smokeTest(tf);
  throw new Unusable({ en: 'it did not start', fr: "il n'a pas démarré" });
}

async function loadTensorFlow(): Promise<TensorFlow> {
  const [core, layers] = await Promise.all([import('@tensorflow/tfjs-core'), import('@tensorflow/tfjs-layers')]);
  // Without it every start prints an advertisement, and every operation looks for NaN.
  core.enableProdMode();
  return { ...core, ...layers };
}

const unusableText = (error: unknown): Text => {
  if (error instanceof Unusable) return error.text;
  const why = messageOf(error);
  return { en: why, fr: why };
};

/**
 * Opens TensorFlow.js on the backend that is named, or on the first that works of node-gpu, node, wasm and cpu. A backend
 * counts as working once it has made one gradient step with the right result. TensorFlow.js has one backend in a process:
 * opening another one moves everything there.
 *
 * A software Vulkan driver serves `webgpu` for tests: set VK_DRIVER_FILES (VK_ICD_FILENAMES for old loaders) to the JSON
 * file of SwiftShader, and XDG_RUNTIME_DIR to a private folder, before the process starts. Mesa's lavapipe is refused.
 * @throws QuaestorError `config.invalid` when the backend that is named does not work; no other takes its place
 */
export async function openTensors({ backend }: { backend?: TensorBackend | undefined } = {}): Promise<Tensors> {
  const tf = await loadTensorFlow();
  const candidates = backend ? [backend] : tensorBackends.filter(name => name !== 'webgpu');
  const skipped: { backend: TensorBackend; reason: Text }[] = [];
  for (const candidate of candidates) {
    try {
      await start(tf, candidate);
      return { tf, backend: candidate, reason: reasonFor(candidate, backend !== undefined), skipped };
    } catch (error) {
      skipped.push({ backend: candidate, reason: unusableText(error) });
    }
  }
  throw noBackend(skipped);
}

const reasonFor = (backend: TensorBackend, named: boolean): Text =>
  named
    ? { en: `"${backend}" is named in the settings.`, fr: `« ${backend} » est nommé dans les réglages.` }
    : { en: `"${backend}" is the first that works.`, fr: `« ${backend} » est le premier qui fonctionne.` };

function noBackend(skipped: Tensors['skipped']): QuaestorError {
  const list = (language: 'en' | 'fr'): string =>
    skipped.map(({ backend, reason }) => `"${backend}": ${reason[language]}`).join('; ');
  return new QuaestorError(
    'config.invalid',
    {
      en: `The tensor backend does not work. ${list('en')}. Backends: ${tensorBackends.join(', ')}; without a name the best that works is taken.`,
      fr: `Le moteur de calcul tensoriel ne fonctionne pas. ${list('fr')}. Moteurs : ${tensorBackends.join(', ')} ; sans nom, le meilleur qui fonctionne est pris.`,
    },
    { tried: skipped.map(({ backend }) => backend) },
  );
}
