import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { AnalyserName, LsaFactors } from './lsa.ts';

const fromSource = import.meta.url.endsWith('.ts');
const worker = fileURLToPath(new URL(fromSource ? './lsa-worker.ts' : './lsa-worker.js', import.meta.url));

/** Learns latent semantic factors on a thread of its own, which ends with the work: answers are given meanwhile. */
export async function fitInThread(texts: readonly string[], analyser: AnalyserName): Promise<LsaFactors> {
  const pool = new Piscina({
    filename: worker,
    name: 'fit',
    maxThreads: 1,
    ...(fromSource ? { execArgv: ['--import', 'tsx'] } : {}),
  });
  try {
    return await pool.run({ texts, analyser });
  } finally {
    await pool.destroy();
  }
}
