import { Sentence } from './sentence.ts';

const because =
  /[,;:-]? ?(?<![a-z])(?:(?:because(?: of)?|cause|cos|bc)(?![a-z])|since i (?:think|believe|expect)|as i (?:think|believe|expect)|given that|on the grounds that|my (?:reason|thesis)(?: is|:)(?: that)?|reason(?: is|:)|thesis(?: is|:)|parce que|parce qu'|car(?= (?:je|j'|le|la|les|l'|il|elle|on|ca|c'|un|une|son|sa|ses|ce|cette|mon))|puisque?|puisqu'|vu que|etant donne qu(?:e|')|raison ?:|these ?:) ?/;
const levels =
  /,? ?(?:(?:and|with|et|avec) )*(?:an? |une? )?(?:stop(?:[ -]loss)?|target|take[ -]profit|objectif|cible)(?: (?:at|a|de|of|is))? ?\$?\d/;
const opening = /^ ?(?:since|as|car|puisqu)/;

const wrong =
  /[,;:.-]? ?(?:(?:and|et) )?(?<![a-z])(?:(?:(?:i am|i'm|i'd be|the idea is|it is|it's|that is) )?wrong (?:if|when|once)|invalid(?:ated)? (?:if|when|by|once)|invalidation(?: is|:| :)?(?: if| when)?|(?:(?:l'idee est|c'est|j'aurais|j'ai) )?(?:faux|fausse|tort) (?:si|quand|lorsque)|invalidee? (?:si|par|quand)|annulee? si) ?/;

/** Sentence without [from, to), the words between kept by whoever asked for them. */
function without(sentence: Sentence, from: number, to: number): Sentence {
  const kept = Sentence.slice(sentence, 0, from);
  if (to >= sentence.text.length) return kept;
  const rest = Sentence.slice(sentence, to, sentence.text.length);
  return { ...sentence, text: kept.text + rest.text, at: [...kept.at.slice(0, -1), ...rest.at] };
}

/** Cuts "wrong if ..." off: what would prove the idea wrong, as the person wrote it, is no condition of the order. */
function cutInvalidation(sentence: Sentence): { sentence: Sentence; invalidation?: string } {
  const match = wrong.exec(sentence.text);
  if (!match || match.index === 0) return { sentence };
  const start = match.index + match[0].length;
  const after = sentence.text.slice(start);
  const ends = [because.exec(after), levels.exec(after)].flatMap(found =>
    found && found.index > 0 ? [found.index] : [],
  );
  const end = start + Math.min(after.length, ...ends);
  const invalidation = Sentence.rawOf(sentence, start, end)
    .replace(/[\s.!;,]+$/, '')
    .trim();
  return invalidation === '' ? { sentence } : { sentence: without(sentence, match.index, end), invalidation };
}

/** What a person adds to an order in words of their own: why, and what would prove it wrong. */
export type Aside = { reason?: string; invalidation?: string };

/** Cuts "because ..." and "wrong if ..." off: the words after them, as the person wrote them, are that and nothing else. */
export function cutReason(given: Sentence): { sentence: Sentence } & Aside {
  const { sentence, ...plan } = cutInvalidation(given);
  return { ...cutBecause(sentence), ...plan };
}

function cutBecause(sentence: Sentence): { sentence: Sentence; reason?: string } {
  const match = because.exec(sentence.text);
  if (!match || match.index === 0) return { sentence };
  const opens = match[0].trim().replace(/^[,;:-] ?/, '');
  // "since I think ..." keeps the thought: only the joining word goes.
  const skipped =
    opening.test(opens) && /i (?:think|believe|expect)/.test(opens)
      ? match[0].indexOf(opens) + opens.indexOf(' ') + 1
      : match[0].length;
  const start = match.index + skipped;
  const tail = levels.exec(sentence.text.slice(start));
  const end = tail ? start + tail.index : sentence.text.length;
  const reason = Sentence.rawOf(sentence, start, end)
    .replace(/[\s.!;,]+$/, '')
    .trim();
  if (reason === '') return { sentence };
  return { sentence: without(sentence, match.index, end), reason };
}
