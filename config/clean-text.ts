/** Unicode format characters (tags, bidirectional marks, zero-width signs), private use and controls but line feed and tab. */
const invisible = /[\p{Cf}\p{Co}\p{Cn}]|(?![\n\t])\p{Cc}/gu;

/** A text without the characters that change it without being seen; spaces and lines stay. */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** A message as it is read: characters that change a text without being seen are dropped, ends trimmed. */
export const cleanText = (text: string): string => withoutInvisible(text).trim();

/** Words of somebody else as one clean line: they can forge no line of a card and no command of a terminal. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ');
