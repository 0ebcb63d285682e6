import { sha256 } from '../../data/ledger-chain.ts';
import type { CardAction } from '../../tools/card.ts';
import type { CardRef } from '../desk/approval.ts';
import type { Press } from '../press.ts';

/** What a button of a chat channel says when it is pressed. Telegram takes 64 bytes, Discord 100 characters. */
export type ButtonCode =
  | (CardRef & { readonly kind: 'approve' | 'reject' })
  | (CardRef & { readonly kind: 'edit' })
  | (CardRef & { readonly kind: 'again' })
  | (CardRef & { readonly kind: 'answer'; readonly choice: number })
  | { readonly kind: 'rate'; readonly ratedId: string; readonly rating: 'good' | 'bad' }
  | { readonly kind: 'ask'; readonly question: string };

/** What a button asks for at once: of a question and of an edit the channel makes something else. */
export function pressOf(code: Exclude<ButtonCode, { kind: 'ask' | 'edit' }>): Press {
  if (code.kind === 'rate') return { verb: 'rate', ratedId: code.ratedId, rating: code.rating };
  const { proposalId, version, nonce } = code;
  const card = { proposalId, version, nonce };
  return code.kind === 'answer' ? { verb: 'answer', ...card, choice: code.choice } : { verb: code.kind, ...card };
}

/** Questions too long for a button, by their hash. */
export type QuestionShelf = {
  keepQuestion(hash: string, question: string): void;
  question(hash: string): string | undefined;
};

const letters = { approve: 'a', reject: 'r', edit: 'e', again: 'n', answer: 'c' } as const;
const kinds = new Map(
  Object.entries(letters).map(([kind, letter]) => [letter as string, kind as keyof typeof letters]),
);

function askCode(question: string, shelf: QuestionShelf): string {
  const hash = sha256(question).slice(0, 24);
  shelf.keepQuestion(hash, question);
  return `q:${hash}`;
}

const rateCode = ({ ratedId, rating }: CardAction): string | undefined =>
  ratedId && rating ? `f:${ratedId}:${rating === 'good' ? '+' : '-'}` : undefined;

/** A button's code of at most 64 bytes; undefined for an action that carries too little to be one. */
export function encodeButton(action: CardAction, shelf: QuestionShelf): string | undefined {
  const { kind, proposalId, version, nonce, choice } = action;
  if (kind === 'ask') return askCode(action.question ?? action.label, shelf);
  if (kind === 'rate') return rateCode(action);
  if (proposalId === undefined || version === undefined || nonce === undefined) return undefined;
  return [letters[kind], proposalId, version, nonce, ...(kind === 'answer' ? [choice ?? 0] : [])].join(':');
}

/** What a pressed button means; undefined where nobody of us made it, or its question is gone. */
export function decodeButton(code: string, shelf: QuestionShelf): ButtonCode | undefined {
  const [letter = '', first = '', second = '', nonce = '', choice] = code.split(':');
  if (letter === 'q') {
    const question = shelf.question(first);
    return question === undefined ? undefined : { kind: 'ask', question };
  }
  if (letter === 'f') return { kind: 'rate', ratedId: first, rating: second === '+' ? 'good' : 'bad' };
  const kind = kinds.get(letter);
  if (kind === undefined || first === '' || !/^\d+$/.test(second) || nonce === '') return undefined;
  const card = { proposalId: first, version: Number(second), nonce };
  if (kind !== 'answer') return { kind, ...card };
  return choice !== undefined && /^\d$/.test(choice) ? { kind, ...card, choice: Number(choice) } : undefined;
}
