import { type AnalyserName, fitLsa, type LsaFactors } from './lsa.ts';

/** What a worker thread runs. */
export const fit = ({ texts, analyser }: { texts: readonly string[]; analyser: AnalyserName }): LsaFactors =>
  fitLsa(texts, analyser);
