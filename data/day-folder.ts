import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { JsonFolder } from './json-folder.ts';

/** Values by calendar day in a folder, one JSON file each. */
export class DayFolder<Value> {
  readonly #folder: string;
  readonly #files: JsonFolder;
  readonly #schema: z.ZodType<Value>;

  constructor(folder: string, schema: z.ZodType<Value>) {
    this.#folder = folder;
    this.#files = new JsonFolder(folder);
    this.#schema = schema;
  }

  /** Replaces the value of the same day. */
  keep(day: string, value: Value): void {
    this.#files.write(day, value);
  }

  /** @throws QuaestorError `data.bad-file` when the file is not what was kept */
  of(day: string): Value | undefined {
    const stored = this.#files.read(day);
    if (stored === undefined) return undefined;
    const value = this.#schema.safeParse(stored);
    if (value.success) return value.data;
    const path = join(this.#folder, `${day}.json`);
    const fault = z.prettifyError(value.error);
    throw new QuaestorError(
      'data.bad-file',
      {
        en: `The file "${path}" is damaged: ${fault}. Delete it, and that day is forgotten.`,
        fr: `Le fichier « ${path} » est endommagé : ${fault}. Supprimez-le, et ce jour est oublié.`,
      },
      { path },
    );
  }

  /** Days that have a value, oldest first. */
  days(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .flatMap(file => /^(\d{4}-\d{2}-\d{2})\.json$/.exec(file)?.[1] ?? [])
      .sort();
  }
}
