import { QuaestorError } from '../config/errors.ts';
import { type CandleSeries, dayOf } from '../data/candle.ts';
import { FeatureCatalogue } from '../data/features/feature-catalogue.ts';
import type { Instrument } from '../data/instrument.ts';
import type { Compute } from '../models/compute/compute.ts';
import { type DriverStudy, driverModel } from '../models/explain/driver-study.ts';
import { type DriverSources, everyFeature } from '../models/explain/driver-table.ts';
import { chooseFeatures, type FeatureChoice, type ImportanceStore } from '../models/explain/feature-choice.ts';
import { type ShapReport, shapReport } from '../models/explain/shap-report.ts';
import { dataHash } from '../models/validation/play-runs.ts';
import { driverSources } from './network-sources.ts';
import type { ToolContext } from './tool-context.ts';

/** What moves volatility, by a tree model of all features: studied once for each history, its rankings and reports kept. */
export type Drivers = {
  /** Runs to its end on `compute`, whoever has stopped asking by then. @throws QuaestorError as `studyDrivers` */
  study(sources: DriverSources, compute: Compute): Promise<DriverStudy>;
  /** How far the rankings from two halves of a study's days agree. @throws QuaestorError as `driverStability` */
  stability(sources: DriverSources, compute: Compute): Promise<number>;
  /** The ranking that was kept last, with the path of its CSV file. */
  importance(symbol: string): ImportanceStore & { readonly path: string };
  /** Daily reports over all features. */
  reports(symbol: string): {
    /** Replaces the report of the same day. */
    keep(report: ShapReport): void;
    /** @throws QuaestorError `data.bad-file` when the file of that day is damaged */
    of(day: string): ShapReport | undefined;
    /** Days that have a report, oldest first. */
    days(): readonly string[];
  };
};

/** A study with the report of its day; or why there is none. Either way the 150 features that a network would read. */
export type Studied = {
  choice: FeatureChoice;
  /** Of the CSV file. */
  path: string;
} & ({ study: DriverStudy; report: ShapReport; sources: DriverSources } | { fault: QuaestorError });

/** The report of the day over every feature of the catalogue: what the model does not read has moved nothing. */
export function reportOf({ asOfOpenAt, base, names, phi, lacking, still }: DriverStudy): ShapReport {
  const phiOf = new Map(names.map((name, j) => [name, phi[j] ?? Number.NaN]));
  const every = FeatureCatalogue.open().namesOf(everyFeature);
  const about = { day: dayOf(asOfOpenAt), model: driverModel, base };
  const values = every.map(name => phiOf.get(name) ?? 0);
  return { ...shapReport(about, every, values), unread: [...lacking, ...still] };
}

/**
 * Studies what moves the volatility of an instrument, keeps the 150 most important features and the report of the day.
 * A history that the model cannot learn from gives the reason and the fallback of the 150.
 */
export async function studied(
  context: Pick<ToolContext, 'models' | 'lab' | 'outside' | 'progress' | 'signal'>,
  instrument: Instrument,
  series: CandleSeries,
): Promise<Studied> {
  const { drivers } = context.models;
  const sources = await driverSources(context, instrument, series);
  context.progress(0, {
    en: `Learning what moves the volatility of ${instrument.name.en}`,
    fr: `Apprentissage de ce qui fait bouger la volatilité de ${instrument.name.fr}`,
  });
  const study = await drivers.study(sources, context.lab.compute).catch(refusal);
  const store = drivers.importance(instrument.symbol);
  const key = { dataHash: dataHash(series), modelId: driverModel };
  const rank = () => {
    if (study instanceof QuaestorError) throw study;
    return study.ranking;
  };
  const chosen = { choice: await chooseFeatures({ key, store, rank }), path: store.path };
  if (study instanceof QuaestorError) return { ...chosen, fault: study };
  const report = reportOf(study);
  drivers.reports(instrument.symbol).keep(report);
  return { ...chosen, study, report, sources };
}

/** What a model or its data refuse is an answer; a fault of ours is none. */
function refusal(thrown: unknown): QuaestorError {
  if (thrown instanceof QuaestorError && thrown.blame !== 'bug') return thrown;
  throw thrown;
}
