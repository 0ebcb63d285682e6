import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import { Decision, DecisionAnswer } from './decision-answer.ts';
import { readStrictJson } from './strict-json.ts';

/** What an answer held: decisions by symbol, and what was wrong with the rest, in English so that a model can mend it. */
export type ReadAnswer = { decisions: Map<string, Decision>; faults: Text[] };

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

const french = z.locales.fr().localeError;

const placed = (path: readonly PropertyKey[], message: string, colon: string): string =>
  path.length > 0 ? `${path.map(String).join('.')}${colon}${message}` : message;

/** Each issue of a value that a schema refuses: ours bring their French, the others have it from the library. */
function issuesOf(schema: z.ZodType, value: unknown, { issues }: z.ZodError): Text[] {
  const again = schema.safeParse(value, { error: french }).error?.issues ?? [];
  return issues.map((issue, i) => {
    const own: unknown = issue.code === 'custom' ? issue.params?.fr : again[i]?.message;
    return {
      en: placed(issue.path, issue.message, ': '),
      fr: placed(issue.path, typeof own === 'string' ? own : issue.message, ' : '),
    };
  });
}

const about = (name: string, en: string, fr: string): Text => ({ en: `${name}: ${en}`, fr: `${name} : ${fr}` });

const twice = (symbol: string): Text => about(symbol, 'decided twice', 'décidé deux fois');

function readOne(one: unknown, index: number, candidates: ReadonlySet<string>, found: ReadAnswer): void {
  const parsed = Decision.safeParse(one);
  const named = typeof one === 'object' && one !== null ? (one as { symbol?: unknown }).symbol : undefined;
  const name = typeof named === 'string' ? named : `decisions.${index}`;
  if (!parsed.success) {
    const issues = issuesOf(Decision, one, parsed.error);
    found.faults.push(about(name, issues.map(({ en }) => en).join('; '), issues.map(({ fr }) => fr).join(' ; ')));
    return;
  }
  const { symbol } = parsed.data;
  if (!candidates.has(symbol)) {
    const list = [...candidates].join(', ');
    found.faults.push(about(symbol, `not a candidate; candidates: ${list}`, `pas un candidat ; candidats : ${list}`));
    return;
  }
  if (found.decisions.has(symbol)) {
    found.decisions.delete(symbol);
    found.faults.push(twice(symbol));
    return;
  }
  if (!found.faults.some(({ en }) => en === twice(symbol).en)) found.decisions.set(symbol, parsed.data);
}

/**
 * Reads a model's answer: one JSON value, nothing else. Prose is never searched for words of action: an answer that is
 * not JSON decides nothing. Decisions that are right are kept beside others that are wrong.
 */
export function readAnswer(raw: string, symbols: readonly string[]): ReadAnswer {
  const found: ReadAnswer = { decisions: new Map(), faults: [] };
  const text = plainSigns(withoutWrapping(raw));
  if (text === '') return { ...found, faults: [{ en: 'the answer is empty', fr: 'la réponse est vide' }] };
  const json = readStrictJson(text);
  if ('fault' in json)
    return {
      ...found,
      faults: [
        {
          en: `the answer is not one JSON value: ${json.fault}`,
          fr: `la réponse n'est pas une seule valeur JSON (« ${json.fault} »)`,
        },
      ],
    };
  const answer = DecisionAnswer.safeParse(json.value);
  if (!answer.success) return { ...found, faults: issuesOf(DecisionAnswer, json.value, answer.error) };
  const candidates = new Set(symbols);
  for (const [index, one] of answer.data.decisions.entries()) readOne(one, index, candidates, found);
  return found;
}
