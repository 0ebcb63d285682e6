import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';

/** How the bytes of a file stand for letters: `latin1` is Windows-1252, as old programs and spreadsheets write it. */
export const TextEncoding = z.enum(['utf8', 'latin1']);
export type TextEncoding = z.infer<typeof TextEncoding>;

/** Share of control bytes above which a file holds no text. */
const mostControls = 0.01;

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32);

/** Spreadsheets mark what they save as "Unicode text" with these two bytes. */
const marks: readonly (readonly [first: number, second: number, label: string])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
];

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has controls. Source: WHATWG, Encoding, index windows-1252. */
const between = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Written out: the TextDecoder of Node 20 reads this label as plain Latin-1. */
const fromWindows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009F]/g, sign => between.charAt(sign.charCodeAt(0) - 0x80));

const noText = (file: string): QuaestorError =>
  new QuaestorError('data.bad-file', {
    en: `"${file}" is no text: it holds bytes that no text has. Save the table as CSV, or the pages as Markdown.`,
    fr: `« ${file} » n'est pas un texte : il contient des octets qu'aucun texte n'a. Enregistrez le tableau en CSV, ou les pages en Markdown.`,
  });

/** @param line of the first byte that is not UTF-8 */
const notUtf8 = (file: string, line: number): QuaestorError =>
  new QuaestorError('data.bad-file', {
    en: `"${file}" is not UTF-8 (line ${line}). Save it as UTF-8, or give encoding latin1 if it was written as Latin-1 (Windows-1252).`,
    fr: `« ${file} » n'est pas en UTF-8 (ligne ${line}). Enregistrez-le en UTF-8, ou indiquez encoding latin1 s'il a été écrit en Latin-1 (Windows-1252).`,
  });

/** The line, from 1, up to which bytes are UTF-8. */
function lastReadLine(bytes: Buffer): number {
  const read = bytes.toString('utf8');
  return read.slice(0, read.indexOf('\uFFFD')).split('\n').length;
}

/**
 * The text of a file.
 * @throws QuaestorError `data.bad-file` for what is no text, and for what is not in the encoding that was named
 */
export function decodeText(bytes: Buffer, file: string, encoding: TextEncoding = 'utf8'): string {
  const marked = marks.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  if (marked) return new TextDecoder(marked[2]).decode(bytes);
  if (bytes.includes(0) || bytes.filter(isControl).length > mostControls * bytes.length) throw noText(file);
  if (encoding === 'latin1') return fromWindows1252(bytes);
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (text === undefined) throw notUtf8(file, lastReadLine(bytes));
  return text;
}
