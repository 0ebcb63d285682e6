import type { QuaestorError } from '../../config/errors.ts';
import type { MacroName, MacroSeries } from './macro-series.ts';

/** What a source could read: a series that fails does not take the others with it. */
export type MacroReading = {
  readonly series: readonly MacroSeries[];
  readonly faults: readonly { readonly name: MacroName; readonly error: QuaestorError }[];
};

/** The port to macro series. */
export interface MacroSource {
  readonly name: string;
  read(signal: AbortSignal): Promise<MacroReading>;
}
