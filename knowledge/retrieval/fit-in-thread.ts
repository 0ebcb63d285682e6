import { Worker } from 'node:worker_threads';
import type { AnalyserName, LsaFactors } from './lsa.ts';

const fromSource = import.meta.url.endsWith('.ts');
const file = new URL(fromSource ? './lsa-worker.ts' : './lsa-worker.js', import.meta.url).href;

/** A thread of Node 20 reads TypeScript only once it has been told how. */
const begin = `
  const { file } = require('node:worker_threads').workerData;
  ${fromSource ? "import('tsx/esm/api').then(({ register }) => { register(); return import(file); })" : 'import(file)'};
`;

/**
 * Learns latent semantic factors on a thread of its own, which ends with the work: answers are given meanwhile. A process
 * that has nothing else to do does not stay for it.
 */
export async function fitInThread(texts: readonly string[], analyser: AnalyserName): Promise<LsaFactors> {
  const worker = new Worker(begin, { eval: true, name: 'fit', workerData: { file, texts, analyser } });
  worker.unref();
  try {
    return await new Promise<LsaFactors>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', code => reject(new Error(`The thread that learns ended with ${code}.`)));
    });
  } finally {
    await worker.terminate();
  }
}
