import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writeWhole } from './candle-store/write-whole.ts';

/** What is kept of a long computation, part by part, so that it goes on where it had come to. */
export interface RunJournal {
  /** The parts that are there, by number. */
  read(): ReadonlyMap<number, unknown>;
  write(part: number, value: unknown): void;
  /** Forgets everything: the computation is complete. */
  clear(): void;
}

/** A journal in a folder of its own, one file for each part; a part is there as a whole or not at all. */
export class FolderJournal implements RunJournal {
  readonly #folder: string;

  /** @param key names the computation: the same key must mean the same parts */
  constructor(root: string, key: string) {
    this.#folder = join(root, key);
  }

  read(): ReadonlyMap<number, unknown> {
    const parts = new Map<number, unknown>();
    if (!existsSync(this.#folder)) return parts;
    for (const name of readdirSync(this.#folder)) {
      const number = /^(\d+)\.run$/.exec(name)?.[1];
      if (number !== undefined) parts.set(Number(number), deserialize(readFileSync(join(this.#folder, name))));
    }
    return parts;
  }

  write(part: number, value: unknown): void {
    mkdirSync(this.#folder, { recursive: true });
    writeWhole(join(this.#folder, `${part}.run`), serialize(value));
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
