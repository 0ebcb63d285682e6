/** A tool call as a fake provider makes it; `args` as a string goes out raw, to send broken JSON. */
export type ReplyCall = Readonly<{ name: string; args: Readonly<Record<string, unknown>> | string; id?: string }>;

/**
 * How a reply that has begun goes wrong. `error-chunk` is OpenRouter's way to report a failure inside a
 * stream; `cut-off` finishes at the token limit; `stalls` goes silent with the connection open.
 */
export type ReplyFault = 'socket-dies' | 'no-finish' | 'error-chunk' | 'broken-json' | 'cut-off' | 'stalls';

/** One reply of a fake language-model server, the same words for both protocols. */
export type ProviderReply =
  | Readonly<{ text?: string; calls?: readonly ReplyCall[]; firstTokenAfterMs?: number; fault?: ReplyFault }>
  | Readonly<{ status: number; message?: string; headers?: Readonly<Record<string, string>>; error?: object }>
  | Readonly<{ rawBody: string; contentType: string }>
  | Readonly<{ hang: true }>;

/** The words of a text as a stream sends them. */
export const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
