import { Sentence } from './sentence.ts';

const because =
  /[,;:-]? ?(?<![a-z])(?:(?:because(?: of)?|cause|cos|bc)(?![a-z])|since i (?:think|believe|expect)|as i (?:think|believe|expect)|given that|on the grounds that|my (?:reason|thesis)(?: is|:)(?: that)?|reason(?: is|:)|thesis(?: is|:)|parce que|parce qu'|car(?= (?:je|j'|le|la|les|l'|il|elle|on|ca|c'|un|une|son|sa|ses|ce|cette|mon))|puisque?|puisqu'|vu que|etant donne qu(?:e|')|raison ?:|these ?:) ?/;
const levels =
  /,? ?(?:(?:and|with|et|avec) )*(?:an? |une? )?(?:stop(?:[ -]loss)?|target|take[ -]profit|objectif|cible)(?: (?:at|a|de|of|is))? ?\$?\d/;
const opening = /^ ?(?:since|as|car|puisqu)/;

/** Cuts "because ..." off: the words after it, as the person wrote them, are the reason and nothing else. */
export function cutReason(sentence: Sentence): { sentence: Sentence; reason?: string } {
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
  const kept = Sentence.slice(sentence, 0, match.index);
  if (!tail) return { sentence: kept, reason };
  const rest = Sentence.slice(sentence, end, sentence.text.length);
  return { sentence: { ...sentence, text: kept.text + rest.text, at: [...kept.at.slice(0, -1), ...rest.at] }, reason };
}
