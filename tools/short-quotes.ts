/** Characters of somebody's words that an error repeats. */
const longest = 80;
/** Of these the last ones: of a path they are the name of the file. */
const ending = 24;

/** A text cut in its middle where it is longer than an error repeats. */
export const shortened = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - ending - 1)}…${text.slice(-ending)}`;

/** A message with what it quotes, in English or French marks, cut in the same way. */
export const withShortQuotes = (message: string): string =>
  message.replace(/(?<=")[^"]{81,}(?=")|(?<=«[\s\u00A0\u202F]?)[^«»]{81,}(?=»)/g, shortened);
