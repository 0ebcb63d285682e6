/** A name of a passage, and its compared form. */
export type NamedItem = { readonly id: string; readonly name: string; readonly key: string };

/** What names can be looked up by. */
export interface Names {
  /** Names whose compared form is this. */
  named(key: string): NamedItem[];
  /** Names with the same stems. */
  stemmed(stem: string): NamedItem[];
  /** Names that share the most runs of three letters, the most alike first. */
  like(key: string, count: number): NamedItem[];
  /** Names that begin with the same letter and are as long, give or take one letter. */
  short(key: string): NamedItem[];
}
