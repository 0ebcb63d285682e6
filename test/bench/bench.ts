import { didYouMean } from '../../config/suggest.ts';

/** `npm run bench`, or `npm run bench -- features` for one part. Ratios within one run matter, not the machine's seconds. */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  conversation: () => import('./conversation.ts'),
  store: async () => (await import('./store.ts')).benchStore(),
  features: async () => {
    const { benchFeatures } = await import('./features.ts');
    await benchFeatures((what, figure) => process.stdout.write(`${what.padEnd(72)}  ${figure}\n`));
  },
  backtest: async () => {
    const { benchBacktest } = await import('./backtest.ts');
    await benchBacktest((what, figure) => process.stdout.write(`${what.padEnd(78)}  ${figure}\n`));
  },
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const run = parts[name];
  if (!run) {
    const known = Object.keys(parts);
    process.stderr.write(`Unknown part "${name}".${didYouMean(name, known)} Parts: ${known.join(', ')}.\n`);
    process.exitCode = 2;
    break;
  }
  await run();
}
