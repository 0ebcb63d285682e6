/** One level of a cache of answers. What is asked for in vain is undefined; a value under a key never changes. */
export interface AnswerLevel {
  readonly name: string;
  get(key: string): Promise<string | undefined>;
  put(key: string, answer: string): Promise<void>;
}
