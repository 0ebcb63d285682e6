import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { didYouMeanText } from '../../config/suggest.ts';
import { type FeaturePlan, planFeatures } from './feature-plan.ts';
import { FeatureRow, InputColumn, Intermediate } from './feature-row.ts';

const File = z.strictObject({
  inputs: z.array(InputColumn),
  intermediates: z.array(Intermediate),
  features: z.array(FeatureRow),
  sets: z.record(z.string(), z.array(z.string())),
});

/** Plans that are kept: a desk asks for a handful of sets over and over. */
const plansKept = 32;

const shipped = new URL('../../config/feature-sets.yaml', import.meta.url);

/** What `config/feature-sets.yaml` declares: the columns that come in, the features, and their named sets. */
export class FeatureCatalogue {
  readonly inputs: ReadonlyMap<string, InputColumn>;
  readonly features: readonly FeatureRow[];
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly #rows: ReadonlyMap<string, Intermediate | FeatureRow>;
  readonly #plans = new Map<string, FeaturePlan>();

  /** @throws QuaestorError `config.invalid` naming every row that cannot be read and every name used twice */
  constructor(declared: unknown, origin = 'feature-sets.yaml') {
    const parsed = File.safeParse(declared);
    if (!parsed.success) {
      const faults = parsed.error.issues.slice(0, 10).map(issue => `${issue.path.join('.')}: ${issue.message}`);
      throw new QuaestorError('config.invalid', `"${origin}": ${faults.join('; ')}.`);
    }
    const { inputs, intermediates, features, sets } = parsed.data;
    const names = [...inputs, ...intermediates, ...features].map(one => one.name);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    if (twice.length > 0) throw new QuaestorError('config.invalid', `"${origin}" names ${twice.join(', ')} twice.`);
    this.inputs = new Map(inputs.map(one => [one.name, one]));
    this.features = features;
    this.sets = sets;
    this.#rows = new Map([...intermediates, ...features].map(row => [row.name, row]));
  }

  static #shipped: FeatureCatalogue | undefined;

  /** The shipped catalogue, read once. */
  static open(): FeatureCatalogue {
    FeatureCatalogue.#shipped ??= new FeatureCatalogue(parse(readFileSync(shipped, 'utf8')));
    return FeatureCatalogue.#shipped;
  }

  /** The row that computes a column; undefined for a column that comes from outside. */
  row(name: string): Intermediate | FeatureRow | undefined {
    return this.#rows.get(name);
  }

  /** `planFeatures` of this catalogue; a plan that was asked for lately is not made anew. @throws as `planFeatures` */
  plan(names: readonly string[], available: readonly string[]): FeaturePlan {
    const key = JSON.stringify([names, available]);
    const plan = this.#plans.get(key) ?? planFeatures(names, this, new Set(available));
    if (this.#plans.size >= plansKept) this.#plans.clear();
    this.#plans.set(key, plan);
    return plan;
  }

  /**
   * The names of a set, or the names themselves once they are known to be features.
   * @throws QuaestorError `data.unknown-feature` that lists the sets and the nearest names
   */
  namesOf(set: string | readonly string[]): readonly string[] {
    const names = typeof set === 'string' ? this.sets[set] : set;
    if (!names) throw this.#unknown(String(set), Object.keys(this.sets));
    const known = new Set(this.features.map(row => row.name));
    for (const name of names) if (!known.has(name)) throw this.#unknown(name, [...known]);
    return names;
  }

  #unknown(given: string, known: readonly string[]): QuaestorError {
    const near = didYouMeanText(given, known);
    const sets = Object.keys(this.sets).join(', ');
    return new QuaestorError(
      'data.unknown-feature',
      {
        en: `Unknown feature or set "${given}". Sets: ${sets}.${near.en}`,
        fr: `Caractéristique ou ensemble inconnu « ${given} ». Ensembles : ${sets}.${near.fr}`,
      },
      { given },
    );
  }
}
