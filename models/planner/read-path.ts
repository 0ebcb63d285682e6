import { Sentence } from './sentence.ts';

const file =
  /"([^"]+\.[a-z0-9]{2,5})"|'([^']+\.[a-z0-9]{2,5})'|(?<![^\s"'(])((?:[~.]{0,2}[/\\]|[a-z]:\\)?[^\s"'(),;?]*[a-z0-9_-]\.(?:csv|txt|tsv|json|gz|zip|parquet|xlsx?))(?![a-z0-9])|(?<![^\s"'(])((?:~|\.{1,2})?[/\\][^\s"'(),;?]+)/g;

/** Marks the path of a file, in the letters of the person. */
export const markPaths = (sentence: Sentence): Sentence =>
  Sentence.mark(sentence, 'path', file, match =>
    Sentence.rawOf(sentence, match.index, match.index + match[0].length).replace(/^["'«“]\s*|\s*["'»”]$/g, ''),
  );
