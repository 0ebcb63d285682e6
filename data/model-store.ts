import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { wallClock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';
import { fromFolderName, toFolderName } from './candle-store/folder-name.ts';
import { writeWhole } from './candle-store/write-whole.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is stored of one version of a model, and what is known of it without opening it. */
export const ModelManifest = z.strictObject({
  name: z.string().min(1),
  /** Counts up from 1. */
  version: z.int().min(1),
  symbol: z.string().min(1),
  createdAt: z.int(),
  /** Last day that any of its training rows looks at. */
  trainedThrough: Day,
  /** Last day of the rows that judged it. */
  judgedThrough: Day,
  dataHash: Sha256,
  configHash: Sha256,
  /** Regime of the market at the last candle: what the version has last seen. */
  regime: z.string(),
  seeds: z.array(z.int()),
  /** Who turned the text into numbers; null where it reads none. */
  embedder: z.strictObject({ name: z.string(), source: z.enum(['provider', 'offline']) }).nullable(),
  /** What it reads, how that is normalised, and how many numbers it is fed; older versions read the technical features. */
  inputs: z
    .strictObject({ features: z.string(), normalisation: z.string(), count: z.int().min(1) })
    .default({ features: 'technical', normalisation: 'fold', count: 38 }),
  /** Configurations that had been trained for this name when it was made, itself among them. */
  trials: z.int().min(1),
  metrics: z.record(z.string(), z.number().nullable()),
  /** Heads by who serves them; a head that its gates did not let through is served by its baseline. */
  servedBy: z.record(z.string(), z.string()),
  /** Checksum of each file, by its name inside the folder. */
  files: z.record(z.string(), Sha256),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

/** What is known of a version before it is kept. */
export type NewModel = Omit<z.input<typeof ModelManifest>, 'version' | 'files'>;

/** Which version is served, and which was before it. */
const Promotion = z.strictObject({ version: z.int().min(1), previous: z.int().min(1).nullable(), at: z.int() });
export type Promotion = z.infer<typeof Promotion>;

/** A version whose files are whole. */
export type StoredModel = { readonly manifest: ModelManifest; readonly files: ReadonlyMap<string, Uint8Array> };

/** Versions kept beside those that are promoted or may be rolled back to. */
const keptVersions = 5;
/** A draft that is older was left behind by a process that was killed. */
const draftMs = 86_400_000;

const manifestName = 'manifest.json';
const promotionName = 'promoted.json';
const trialsName = 'trials.json';

const checksum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const refuse = (code: 'data.bad-file' | 'user.bad-request', text: Text, details: Record<string, unknown>): never => {
  throw new QuaestorError(code, text, details);
};

const damaged = (path: string, why: Text): never =>
  refuse(
    'data.bad-file',
    {
      en: `"${path}" is damaged: ${why.en}. Train the model anew, or bring the file back.`,
      fr: `« ${path} » est endommagé : ${why.fr}. Réentraînez le modèle, ou remettez le fichier.`,
    },
    { path },
  );

function readJson<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'not JSON';
    return damaged(path, { en: reason, fr: reason });
  }
}

/**
 * Versions of models on disk: ROOT/NAME/VERSION/ with `manifest.json` and the model's own files. A version is written
 * aside and put in place in one step, so that a kill leaves all of it or nothing. The five newest are kept, and those
 * that are promoted or were before.
 */
export class FolderModelStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Names under which there is a version. */
  names(): string[] {
    if (!existsSync(this.#root)) return [];
    return readdirSync(this.#root)
      .map(fromFolderName)
      .filter(name => this.#numbers(name).length > 0)
      .sort();
  }

  /** The versions of a name, newest first. @throws QuaestorError `data.bad-file` that names a manifest which is damaged */
  list(name: string): ModelManifest[] {
    return this.#numbers(name).map(version => this.#readManifest(name, version));
  }

  /**
   * What is known of a version, without its files.
   * @throws QuaestorError `data.bad-file` when its manifest is damaged, `user.bad-request` for a version that is not there
   */
  manifest(name: string, version: number): ModelManifest {
    return this.#readManifest(name, this.#known(name, version));
  }

  /** Which version is served; undefined while none is. @throws QuaestorError `data.bad-file` */
  promotion(name: string): Promotion | undefined {
    return readJson(join(this.#folder(name), promotionName), Promotion);
  }

  /** Puts a new version in place and lets old ones go. */
  add(about: NewModel, files: ReadonlyMap<string, Uint8Array>): ModelManifest {
    const folder = this.#folder(about.name);
    this.#dropDrafts(folder);
    const draft = join(folder, `.draft-${process.pid}-${about.createdAt}`);
    rmSync(draft, { recursive: true, force: true });
    for (const [file, bytes] of files) {
      mkdirSync(dirname(join(draft, file)), { recursive: true });
      writeFileSync(join(draft, file), bytes, { flush: true });
    }
    const sums = Object.fromEntries([...files].map(([file, bytes]) => [file, checksum(bytes)]));
    const [newest = 0] = this.#numbers(about.name);
    const manifest = ModelManifest.parse({ ...about, version: newest + 1, files: sums });
    writeFileSync(join(draft, manifestName), JSON.stringify(manifest, undefined, 2), { flush: true });
    renameSync(draft, join(folder, String(manifest.version)));
    this.#prune(about.name);
    return manifest;
  }

  /**
   * Reads a version after checking every file.
   * @throws QuaestorError `data.bad-file` that names the file which is missing or changed, `user.bad-request` for a
   * version that is not there
   */
  read(name: string, version: number): StoredModel {
    const manifest = this.manifest(name, version);
    const folder = join(this.#folder(name), String(version));
    const files = Object.entries(manifest.files).map(([file, sum]): [string, Uint8Array] => {
      const path = join(folder, file);
      if (!existsSync(path)) return damaged(path, { en: 'it is missing', fr: 'il manque' });
      const bytes = readFileSync(path);
      if (checksum(bytes) === sum) return [file, bytes];
      return damaged(path, { en: 'its checksum does not fit', fr: 'sa somme de contrôle ne correspond pas' });
    });
    return { manifest, files: new Map(files) };
  }

  /** Serves a version from now on. @throws QuaestorError `user.bad-request` for a version that is not there */
  promote(name: string, version: number, at: number): Promotion {
    const before = this.promotion(name);
    const known = this.#known(name, version);
    if (before?.version === known) return before;
    return this.#write(name, { version: known, previous: before?.version ?? null, at });
  }

  /** Serves the version before the present one again, one step. @throws QuaestorError `user.bad-request` without one */
  rollBack(name: string, at: number): Promotion {
    const before = this.promotion(name);
    if (before?.previous) return this.#write(name, { version: this.#known(name, before.previous), previous: null, at });
    return refuse(
      'user.bad-request',
      {
        en: `There is no earlier version of "${name}" to go back to.`,
        fr: `Il n'y a pas de version antérieure de « ${name} » à laquelle revenir.`,
      },
      { name },
    );
  }

  /** Notes that a configuration is tried on some data, and says how many different ones were, this one among them. */
  noteTrial(name: string, trial: string): number {
    const path = join(this.#folder(name), trialsName);
    const tried = new Set(readJson(path, z.array(z.string())) ?? []).add(trial);
    mkdirSync(this.#folder(name), { recursive: true });
    writeWhole(path, JSON.stringify([...tried]));
    return tried.size;
  }

  /** Where a training that is under way keeps what it has: bytes by name. @param key names the training */
  workshop(name: string, key: string) {
    const folder = join(this.#folder(name), `.work-${key}`);
    return {
      write(file: string, bytes: Uint8Array): void {
        mkdirSync(folder, { recursive: true });
        writeWhole(join(folder, `${file}.checkpoint`), Buffer.from(bytes));
      },
      read(file: string): Uint8Array | undefined {
        const path = join(folder, `${file}.checkpoint`);
        return existsSync(path) ? readFileSync(path) : undefined;
      },
      /** Forgets everything: the training has ended. */
      clear(): void {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  #folder(name: string): string {
    return join(this.#root, toFolderName(name));
  }

  /** Numbers of the versions that are there as a whole, newest first. */
  #numbers(name: string): number[] {
    const folder = this.#folder(name);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter(entry => /^\d+$/.test(entry) && existsSync(join(folder, entry, manifestName)))
      .map(Number)
      .sort((a, b) => b - a);
  }

  #known(name: string, version: number): number {
    const numbers = this.#numbers(name);
    if (numbers.includes(version)) return version;
    const list = numbers.join(', ');
    return refuse(
      'user.bad-request',
      {
        en: `There is no version ${version} of "${name}". Versions: ${list || 'none'}; train_model makes one.`,
        fr: `Il n'y a pas de version ${version} de « ${name} ». Versions : ${list || 'aucune'} ; train_model en fait une.`,
      },
      { name, version, known: numbers },
    );
  }

  #readManifest(name: string, version: number): ModelManifest {
    const path = join(this.#folder(name), String(version), manifestName);
    const manifest = readJson(path, ModelManifest);
    return manifest ?? damaged(path, { en: 'it is missing', fr: 'il manque' });
  }

  #write(name: string, promotion: Promotion): Promotion {
    writeWhole(join(this.#folder(name), promotionName), JSON.stringify(promotion));
    return promotion;
  }

  #prune(name: string): void {
    const promotion = this.promotion(name);
    const served = [promotion?.version, promotion?.previous];
    for (const version of this.#numbers(name).slice(keptVersions)) {
      if (!served.includes(version)) this.#drop(name, version);
    }
  }

  /** The folder is taken aside first, so that a kill leaves no version without some of its files. */
  #drop(name: string, version: number): void {
    const aside = join(this.#folder(name), `.draft-old-${version}`);
    renameSync(join(this.#folder(name), String(version)), aside);
    rmSync(aside, { recursive: true, force: true });
  }

  #dropDrafts(folder: string): void {
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder).filter(one => one.startsWith('.draft-'))) {
      const path = join(folder, entry);
      if (wallClock.now() - statSync(path).mtimeMs > draftMs) rmSync(path, { recursive: true, force: true });
    }
  }
}
