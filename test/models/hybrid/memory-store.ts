import type { ModelStore } from '../../../models/hybrid/model-store.ts';

/** Keeps models in memory. */
export class MemoryStore implements ModelStore {
  readonly #kept = new Map<string, Uint8Array>();

  write(name: string, bytes: Uint8Array): void {
    this.#kept.set(name, Uint8Array.from(bytes));
  }

  read(name: string): Uint8Array | undefined {
    return this.#kept.get(name);
  }
}
