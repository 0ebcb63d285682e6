import { fold } from '../../config/suggest.ts';
import { nameKey } from '../glossary/term-key.ts';

/** What people put before a term when they ask for it; folded. */
const frame = new RegExp(
  `^(?:${[
    "what(?: is| are|'s| does| do)?",
    'define',
    'explain(?: to me)?',
    '(?:the )?(?:meaning|definition) of',
    "qu'?est[ -]ce qu(?:e c'est qu(?:e|'))?(?:e|')?",
    "c'?est quoi",
    'definis(?:sez)?(?:-moi)?',
    '(?:la )?definition (?:de|du|des)',
    'expliquez?(?:-moi)?',
    'que (?:signifie|veut dire)',
  ].join('|')})\\s+`,
);

const tail = /\s+(?:mean|means|veut dire|signifie)$/;

/** The term that a question asks for, in its compared form: without the frame of the question. */
export function askedKey(question: string): string {
  const plain = fold(question)
    .replace(/[?!.«»"]+/g, ' ')
    .trim();
  return nameKey(plain.replace(frame, '').replace(tail, '')) || nameKey(plain);
}

/** Questions of at most this many words may be a term; longer ones are free. */
export const longestTerm = 6;

/** Whether a text asks something, in contrast to one that describes what it looks for. */
export const isQuestion = (text: string): boolean =>
  /\?|^(?:what|why|how|when|which|who|is|are|do|does|can|should|pourquoi|comment|quand|quel|quelle|qui|que|est-ce|combien)\b/.test(
    fold(text).trim(),
  );
