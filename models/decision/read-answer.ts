import { Decision, DecisionAnswer } from './decision-answer.ts';
import { readStrictJson } from './strict-json.ts';

/** What an answer held: decisions by symbol, and what was wrong with the rest, said so that a model can mend it. */
export type ReadAnswer = { decisions: Map<string, Decision>; faults: string[] };

/** Reasoning that some models print before their answer, and the fence around it. */
const withoutWrapping = (text: string): string => {
  const answer = text.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '').trim();
  const [, fenced] = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/i.exec(answer) ?? [];
  return (fenced ?? answer).trim();
};

/** Full-width punctuation and digits and curly quotes, outside strings only: inside, words stay as they are. */
function plainSigns(text: string): string {
  if (text.includes('"')) {
    return text
      .split(/("(?:[^"\\]|\\.)*")/)
      .map((part, i) => (i % 2 === 1 ? part : halfWidth(part)))
      .join('');
  }
  return halfWidth(text).replace(/[“”„]/g, '"');
}

const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');

const describe = (issue: { path: PropertyKey[]; message: string }): string =>
  `${issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''}${issue.message}`;

function readOne(one: unknown, index: number, candidates: ReadonlySet<string>, found: ReadAnswer): void {
  const parsed = Decision.safeParse(one);
  const named = typeof one === 'object' && one !== null ? (one as { symbol?: unknown }).symbol : undefined;
  const name = typeof named === 'string' ? named : `decisions.${index}`;
  if (!parsed.success) {
    found.faults.push(`${name}: ${parsed.error.issues.map(describe).join('; ')}`);
    return;
  }
  const { symbol } = parsed.data;
  if (!candidates.has(symbol)) {
    found.faults.push(`${symbol}: not a candidate; candidates: ${[...candidates].join(', ')}`);
    return;
  }
  if (found.decisions.has(symbol)) {
    found.decisions.delete(symbol);
    found.faults.push(`${symbol}: decided twice`);
    return;
  }
  if (!found.faults.includes(`${symbol}: decided twice`)) found.decisions.set(symbol, parsed.data);
}

/**
 * Reads a model's answer: one JSON value, nothing else. Prose is never searched for words of action: an answer that is
 * not JSON decides nothing. Decisions that are right are kept beside others that are wrong.
 */
export function readAnswer(raw: string, symbols: readonly string[]): ReadAnswer {
  const found: ReadAnswer = { decisions: new Map(), faults: [] };
  const text = plainSigns(withoutWrapping(raw));
  if (text === '') return { ...found, faults: ['the answer is empty'] };
  const json = readStrictJson(text);
  if ('fault' in json) return { ...found, faults: [`the answer is not one JSON value: ${json.fault}`] };
  const answer = DecisionAnswer.safeParse(json.value);
  if (!answer.success) return { ...found, faults: answer.error.issues.map(describe) };
  const candidates = new Set(symbols);
  for (const [index, one] of answer.data.decisions.entries()) readOne(one, index, candidates, found);
  return found;
}
