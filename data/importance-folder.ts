import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './candle-store/write-whole.ts';

/** What a ranking of features belongs to. */
type Key = { readonly dataHash: string; readonly modelId: string };

const keyText = ({ dataHash, modelId }: Key): string => `${dataHash} ${modelId}\n`;
const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** The last ranking of features of one market, as `feature_importance.csv` in a folder, and beside it what it belongs to. */
export class ImportanceFolder {
  /** Where the ranking stands. */
  readonly path: string;
  readonly #keyPath: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'feature_importance.csv');
    this.#keyPath = join(folder, 'feature_importance.key');
  }

  /** A kill in the midst leaves a whole ranking that belongs to nothing, never one under the key of another. */
  keep(key: Key, csv: string): void {
    mkdirSync(this.#folder, { recursive: true });
    rmSync(this.#keyPath, { force: true });
    writeWhole(this.path, csv);
    writeWhole(this.#keyPath, keyText(key));
  }

  read(key: Key): string | undefined {
    return textOf(this.#keyPath) === keyText(key) ? textOf(this.path) : undefined;
  }

  lastGood(): string | undefined {
    return textOf(this.path);
  }
}
