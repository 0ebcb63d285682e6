/** Where models and checkpoints are kept: names to bytes. The caller decides where that is. */
export interface ModelStore {
  /** Replaces what `name` held; a reader sees the old bytes or the new ones, never half of them. */
  write(name: string, bytes: Uint8Array): void | Promise<void>;
  /** Undefined when nothing has that name. */
  read(name: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}
