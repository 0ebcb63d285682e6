import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { analyserNames, fitLsa } from './lsa.ts';

/** What the thread is given to learn. */
const Given = z.object({ texts: z.array(z.string()), analyser: z.enum(analyserNames) });

const { texts, analyser } = Given.parse(workerData);
parentPort?.postMessage(fitLsa(texts, analyser));
