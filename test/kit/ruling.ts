import type { Draft } from '../../models/risk/draft.ts';
import { Gate } from '../../models/risk/gate.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import type { RuleResult } from '../../models/risk/verdict.ts';
import { draftOf } from './risk-view.ts';

const asked = (rule: string, view: RiskView, draft: Partial<Draft>): RuleResult | undefined =>
  new Gate([rule]).check(draftOf(draft), 'O-1', view).results[0];

/** What one rule says of a draft, whatever the others say. */
export function ruling(rule: string, view: RiskView, draft: Partial<Draft> = {}): RuleResult {
  const result = asked(rule, view, draft);
  if (!result) throw new Error(`${rule} says nothing`);
  return result;
}

/** True where a rule has nothing to say, whatever the draft. */
export const switchedOff = (rule: string, view: RiskView): boolean => asked(rule, view, {}) === undefined;
