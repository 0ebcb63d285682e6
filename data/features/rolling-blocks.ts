import type { Advance } from './kernel.ts';

/** What a window keeps of its two blocks. */
type Blocks = {
  /**
   * Computes rows [from, to) of the present block, of which `place` rows came before, up to the first row without a value.
   * @returns that row, else `to`
   */
  grow(from: number, to: number, place: number): number;
  /** Keeps the tails of the full block that starts at row `first`, and begins the next one. */
  close(first: number): void;
  /** A row without a value: there are no tails, and the next block begins after it. */
  restart(row: number): void;
};

/**
 * Walks the windows of `period` rows in O(n): rows are cut into blocks of `period`, and a window is the tail of the block
 * before it plus the head of its own block. Nothing is ever taken out of a running total, so nothing can drift, and a
 * spike leaves no trace once it has left the window.
 * Source: van Herk, Pattern Recognition Letters 13 (1992) 517-521; Gil and Werman, IEEE PAMI 15 (1993) 504-507.
 */
export function openBlocks(period: number, { grow, close, restart }: Blocks): Advance {
  let place = 0;
  return (from, to) => {
    let i = from;
    while (i < to) {
      const end = Math.min(to, i + period - place);
      const reached = grow(i, end, place);
      place += reached - i;
      i = reached;
      if (i < end) {
        restart(i);
        place = 0;
        i += 1;
      } else if (place === period) {
        close(i - period);
        place = 0;
      }
    }
  };
}
