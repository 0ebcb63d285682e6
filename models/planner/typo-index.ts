const shorter = (word: string): string[] =>
  Array.from({ length: word.length }, (_, i) => word.slice(0, i) + word.slice(i + 1));

const mendable = (word: string): boolean => word.length >= 5 && /^[a-z]+$/.test(word);

/** Words by each of their forms with one letter left out, so that a typing error meets its word in a few look-ups. */
export class TypoIndex {
  readonly #words = new Set<string>();
  #forms: Map<string, string> | undefined;

  add(word: string): void {
    if (mendable(word)) this.#words.add(word);
  }

  /** The known word that is one letter away (left out, put in, changed or swapped), or the word itself. */
  mend(word: string): string {
    if (!mendable(word)) return word;
    this.#forms ??= this.#indexed();
    for (const form of [word, ...shorter(word)]) {
      const found = this.#forms.get(form);
      if (found !== undefined) return found;
    }
    return word;
  }

  /** Made when the first unknown word comes: many sentences have none. */
  #indexed(): Map<string, string> {
    const forms = new Map<string, string>();
    for (const word of this.#words)
      for (const form of [word, ...shorter(word)]) if (!forms.has(form)) forms.set(form, word);
    for (const word of this.#words) forms.set(word, word);
    return forms;
  }
}
