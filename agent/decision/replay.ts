import { canonicalJson } from '../../data/ledger-chain.ts';
import type { CallRecord } from '../../models/decision/call-record.ts';
import { judgeAnswers } from '../../models/decision/judge.ts';
import { decisionPrompt, promptVersion } from '../prompt.ts';

/** What differs when a stored decision is made again from its snapshot and its raw answers; empty when nothing does. */
export function replayDifferences(record: CallRecord): string[] {
  const { system, user } = decisionPrompt(record.snapshot);
  const { judged } = judgeAnswers(record.snapshot, record.exchanges);
  return [
    ...(record.promptVersion === promptVersion ? [] : [`prompt version ${record.promptVersion}, now ${promptVersion}`]),
    ...(system === record.system ? [] : ['system prompt']),
    ...(user === record.user ? [] : ['user prompt']),
    ...(canonicalJson(judged) === canonicalJson(record.decisions) ? [] : ['decisions']),
  ];
}
