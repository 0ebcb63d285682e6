import { computeInto, type Features } from './compute.ts';
import { FeatureCatalogue } from './feature-catalogue.ts';
import type { Columns } from './kernel.ts';

/** Some features of a set with the shared columns that they are written to. */
export type Share = { readonly features: Omit<Features, 'missing'>; readonly inputs: Columns };

/** What a worker thread of `FeaturePool` runs. */
export const computeShare = ({ features, inputs }: Share): Features['missing'] =>
  computeInto(features, inputs, FeatureCatalogue.open());
