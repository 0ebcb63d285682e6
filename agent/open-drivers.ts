import { join } from 'node:path';
import { QuaestorError } from '../config/errors.ts';
import type { Settings } from '../config/settings.ts';
import { toFolderName } from '../data/candle-store/folder-name.ts';
import { DayFolder } from '../data/day-folder.ts';
import { ImportanceFolder } from '../data/importance-folder.ts';
import type { DriverStudy } from '../models/explain/driver-study.ts';
import { ShapReport } from '../models/explain/shap-report.ts';
import { remember } from '../models/remember.ts';
import type { Drivers } from '../tools/drivers.ts';
import { sourceColumns } from './source-columns.ts';

/** A study holds the features of its history: some megabytes. */
const studiesKept = 6;

function nothing(): never {
  throw new QuaestorError('bug.unexpected', 'A computation ended without an output.');
}

/** Opens the studies of drivers, with the folders of their rankings and daily reports. */
export function openDrivers({ stateFolder }: Pick<Settings, 'stateFolder'>): Drivers {
  const studies = remember<Promise<DriverStudy>>(studiesKept);
  const stabilities = remember<Promise<number>>(studiesKept);
  const folderOf = (kind: string, symbol: string) => join(stateFolder, 'models', kind, toFolderName(symbol));
  return {
    study: (sources, compute) =>
      studies(sources.series.symbol, sourceColumns(sources), async () => {
        const [study] = await compute.run('study-drivers', [sources]);
        return study ?? nothing();
      }),
    stability: (sources, compute) =>
      stabilities(sources.series.symbol, sourceColumns(sources), async () => {
        const [stability] = await compute.run('driver-stability', [sources]);
        return stability ?? nothing();
      }),
    importance: symbol => new ImportanceFolder(folderOf('importance', symbol)),
    reports(symbol) {
      const folder = new DayFolder(folderOf('shap', symbol), ShapReport);
      return {
        keep: report => folder.keep(report.day, report),
        of: day => folder.of(day),
        days: () => folder.days(),
      };
    },
  };
}
