import { asQuaestorError } from '../../config/errors.ts';
import { didYouMean } from '../../config/suggest.ts';

/** `npm run bench`, or `npm run bench -- features` for one part. Ratios within one run matter, not the machine's seconds. */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  conversation: () => import('./conversation.ts'),
  store: async () => (await import('./store.ts')).benchStore(),
  library: async () => (await import('./library.ts')).benchLibrary(print),
  features: async () => (await import('./features.ts')).benchFeatures(print),
  backtest: async () => (await import('./backtest.ts')).benchBacktest(print),
  models: async () => (await import('./models.ts')).benchModels(print),
  shap: async () => (await import('./shap.ts')).benchShap(print),
  network: async () => (await import('./network.ts')).benchNetwork(print),
};

/** Parts that need a machine with something special, or minutes: run only when named. */
const special: typeof parts = {
  gpu: async () => (await import('./network.ts')).benchNetwork(print, 'node-gpu'),
  web: async () => (await import('./web-load.ts')).benchWebLoad(print),
  webgpu: async () => (await import('./network.ts')).benchNetwork(print, 'webgpu'),
};

function print(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(78)}  ${figure}\n`);
}

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const run = parts[name] ?? special[name];
  if (!run) {
    const known = [...Object.keys(parts), ...Object.keys(special)];
    process.stderr.write(`Unknown part "${name}".${didYouMean(name, known)} Parts: ${known.join(', ')}.\n`);
    process.exitCode = 2;
    break;
  }
  await run().catch((error: unknown) => {
    process.stderr.write(`${name}: ${asQuaestorError(error).message}\n`);
    process.exitCode = 2;
  });
}
