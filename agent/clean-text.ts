/** Unicode format characters (tags, bidirectional marks, zero-width signs), private use and controls but line feed and tab. */
const invisible = /[\p{Cf}\p{Co}\p{Cn}]|(?![\n\t])\p{Cc}/gu;

/** A message as it is read: characters that change a text without being seen are dropped, ends trimmed. */
export const cleanText = (text: string): string => text.replace(invisible, '').trim();
