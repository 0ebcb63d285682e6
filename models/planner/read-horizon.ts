import type { Duration } from './read-duration.ts';
import { Sentence } from './sentence.ts';

const dayAfter =
  /(?<![a-z])(?:day after(?: tomorrow)?|the day after|apres-demain|apres demain|lendemain et le surlendemain|surlendemain|couple of days|j ?\+ ?2|d ?\+ ?2)(?![a-z0-9])/;
const tomorrow =
  /(?<![a-z])(?:tomorrow|tmrw|tomorow|tommorrow|demain|next (?:trading )?(?:day|session)|overnight|tonight|lendemain|prochaine seance|prochain jour|j ?\+ ?1)(?![a-z0-9])/;

const daysOf: Record<Duration['unit'], number> = { hour: 1 / 24, day: 1, week: 5, month: 21, year: 252 };

/** Trading days ahead that a sentence speaks of: 1 for tomorrow, 2 for 48 hours. */
export function readHorizon(sentence: Sentence): number | undefined {
  const [first] = [...Sentence.all(sentence, 'ahead'), ...Sentence.all(sentence, 'duration')];
  const length = first?.value as Duration | undefined;
  if (length) return Math.max(1, Math.round(length.count * daysOf[length.unit]));
  if (dayAfter.test(sentence.text)) return 2;
  return tomorrow.test(sentence.text) ? 1 : undefined;
}
