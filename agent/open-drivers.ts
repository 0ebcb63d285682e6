import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { toFolderName } from '../data/candle-store/folder-name.ts';
import { DayFolder } from '../data/day-folder.ts';
import { ImportanceFolder } from '../data/importance-folder.ts';
import { type DriverStudy, studyDrivers } from '../models/explain/driver-study.ts';
import { ShapReport } from '../models/explain/shap-report.ts';
import { remember } from '../models/remember.ts';
import type { Drivers } from '../tools/drivers.ts';

/** A study holds the features of its history: some megabytes. */
const studiesKept = 6;

/** Opens the studies of drivers, with the folders of their rankings and daily reports. */
export function openDrivers({ stateFolder }: Pick<Settings, 'stateFolder'>): Drivers {
  const studies = remember<Promise<DriverStudy>>(studiesKept);
  const folderOf = (kind: string, symbol: string) => join(stateFolder, 'models', kind, toFolderName(symbol));
  return {
    study(sources, onProgress) {
      const { symbol, openAt, open, high, low, close, volume } = sources.series;
      const macro = (sources.macro ?? []).flatMap(({ knownAt, values }) => [knownAt, values]);
      const columns = [openAt, open, high, low, close, volume, ...macro];
      return studies(symbol, columns, () => studyDrivers(sources, onProgress));
    },
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
