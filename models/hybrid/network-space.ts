import type { Configuration } from '../../data/study-store.ts';
import type { NumberParameter, Space } from '../search/space.ts';
import { HybridConfig } from './hybrid-config.ts';

export const networkSamplers = ['tpe', 'cma-es'] as const;
export type NetworkSampler = (typeof networkSamplers)[number];

/** Continuous settings of the network, around the values that ship. */
const continuous = {
  rate: { kind: 'float', low: 3e-4, high: 1e-2, log: true },
  dropout: { kind: 'float', low: 0, high: 0.5 },
  weightDecay: { kind: 'float', low: 1e-3, high: 0.5, log: true },
} as const satisfies Record<string, NumberParameter>;

const widths = {
  technicalUnits: { kind: 'int', low: 16, high: 128, log: true },
  trunkUnits: { kind: 'int', low: 16, high: 128, log: true },
} as const satisfies Record<string, NumberParameter>;

const textDropout = { kind: 'float', low: 0, high: 0.8 } as const satisfies NumberParameter;
const textUnits = { kind: 'int', low: 8, high: 64, log: true } as const satisfies NumberParameter;

/** What is searched: CMA-ES takes the continuous settings alone. Without a text its branch has nothing to search. */
export function networkSpace(sampler: NetworkSampler, readsText: boolean): Space {
  const free = { ...continuous, ...(readsText && { textDropout }) };
  return sampler === 'cma-es' ? free : { ...free, ...widths, ...(readsText && { textUnits }) };
}

/** A configuration of the search as the network's own, what is not searched as it ships. */
export const searchedConfig = (configuration: Configuration, epochs: number): HybridConfig =>
  HybridConfig.parse({ ...configuration, epochs });

/** The shipped values of what is searched. */
export function shippedConfiguration(space: Space): Configuration {
  const shipped: Readonly<Record<string, unknown>> = HybridConfig.parse({});
  return Object.fromEntries(Object.keys(space).map(name => [name, Number(shipped[name])]));
}
