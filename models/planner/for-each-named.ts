import type { Draft } from './plan-call.ts';
import { type MentionKind, Sentence } from './sentence.ts';

const joint =
  " ?(?:,|and|et|&|vs\\.?|versus|or|ou|with|avec|against|contre|to|a|,? and|,? et) ?(?:the |that of |of |for |on |le |la |un |une |a |du |de |sur |pour |celui du |celui de |l')*";

const joined = (kind: MentionKind): RegExp => new RegExp(`${Sentence.any(kind)}(?:${joint}${Sentence.any(kind)})+`);

/** "Is gold riskier than bitcoin?": what is compared is looked at one by one, wherever it stands. */
const comparing =
  /(?<![a-z])(?:than|compared? (?:to|with)|riskier|safer|calmer|wilder|(?:more|less) (?:risky|volatile|safe|dangerous)|(?:plus|moins|aussi) [a-z]+ que?|ou)(?![a-z])/;

const kinds = ['symbol', 'strategy'] as const;
const patterns = kinds.map(kind => ({ kind, pattern: joined(kind) }));

/** One call for each thing where a tool takes one and the clause joins several: "price of Apple and Tesla". */
export function forEachNamed(draft: Draft, sentence: Sentence): Draft[] {
  if (draft.missing.length > 0 || draft.known.slots.some(({ group }) => group !== undefined)) return [draft];
  return patterns.reduce<Draft[]>(
    (drafts, { kind, pattern }) => {
      const field = draft.known.slots.find(({ slot }) => slot === kind);
      const compared = kind === 'symbol' && comparing.test(sentence.text) ? sentence.text : undefined;
      const several = pattern.exec(sentence.text)?.[0] ?? compared;
      if (!field || !several) return drafts;
      const values = [...several].flatMap(letter => {
        const mention = Sentence.at(sentence, letter);
        return mention?.kind === kind ? String(mention.value) : [];
      });
      if (new Set(values).size < 2) return drafts;
      return drafts.flatMap(one =>
        [...new Set(values)].map(value => ({ ...one, args: { ...one.args, [field.name]: value } })),
      );
    },
    [draft],
  );
}
