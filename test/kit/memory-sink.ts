import type { CandleSink } from '../../data/market/download.ts';
import { type RawRow, rawRow } from '../../data/market/raw-rows.ts';

/** Keeps what a download brings, page by page. */
export class MemorySink implements CandleSink {
  readonly pages: RawRow[][] = [];

  get rows(): RawRow[] {
    return this.pages.flat();
  }

  lastAt(): number | undefined {
    return this.rows.at(-1)?.[0];
  }

  accept(rows: Parameters<CandleSink['accept']>[0]): number {
    this.pages.push(Array.from({ length: rows.length }, (_, i) => rawRow(rows, i)));
    return rows.length;
  }
}
