import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuaestorError } from '../config/errors.ts';
import { writeWhole } from './candle-store/write-whole.ts';

/** Named values in a folder, one JSON file each: there as a whole or not at all. */
export class JsonFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws QuaestorError `data.bad-file` when the file is not JSON */
  read(name: string): unknown {
    const path = this.#pathOf(name);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch (cause) {
      throw new QuaestorError(
        'data.bad-file',
        {
          en: `The file "${path}" is not JSON. Delete it, and it is made again.`,
          fr: `Le fichier « ${path} » n'est pas du JSON. Supprimez-le, il sera refait.`,
        },
        { path },
        cause,
      );
    }
  }

  write(name: string, value: unknown): void {
    mkdirSync(this.#folder, { recursive: true });
    writeWhole(this.#pathOf(name), Buffer.from(`${JSON.stringify(value)}\n`));
  }

  /** Letters, digits and hyphens; anything else is written as its code, so that no name leaves the folder. */
  #pathOf(name: string): string {
    const safe = name.replace(/[^A-Za-z0-9-]/g, letter => `_${letter.codePointAt(0)}`);
    return join(this.#folder, `${safe}.json`);
  }
}
