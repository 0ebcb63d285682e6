/** How often a path changes its state. */
export const changesOf = (path: Uint8Array): number =>
  path.reduce((changes, state, t) => changes + (t > 0 && state !== path[t - 1] ? 1 : 0), 0);
