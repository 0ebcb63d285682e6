import type { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import type { CandleSeries } from '../candle.ts';
import { type Kernel, type Parameters, runKernel } from './kernel.ts';

/** Values by parameter name; what is left out keeps its default. */
export type IndicatorParameters = Readonly<Record<string, number>>;

/** What an indicator is called, and how it is drawn. */
export type Drawing = {
  readonly label: Text;
  /** `price`: the unit of the candles; `percent`: of 100; `score`: a number of its own; `volume`: units traded. */
  readonly unit: 'price' | 'percent' | 'score' | 'volume';
  /** Over the candles, or in a pane of its own. */
  readonly pane: 'price' | 'own';
};

/** An indicator that people ask for by name. */
export type Indicator<Name extends string = string> = Drawing & {
  readonly name: Name;
  /** Whose formula it is; one object for all that share it. */
  readonly source: Text;
  /** The defaults. */
  readonly parameters: IndicatorParameters;
  /** Keys of what `compute` returns, in the order in which they are shown. */
  readonly columns: readonly string[];
  /** A cumulative line that is counted from the first candle. */
  readonly anchored: boolean;
  /** Rows before the first value. */
  warmUp(parameters?: IndicatorParameters): number;
  /** Rows before a value owes less than a millionth to where the series starts; for windows the same as `warmUp`. */
  convergence(parameters?: IndicatorParameters): number;
  /**
   * Columns of the length of the series, NaN before the first value.
   * @throws QuaestorError `data.unknown-feature` that names a parameter which does not exist or is out of range
   */
  compute(series: CandleSeries, parameters?: IndicatorParameters): Record<string, Float64Array>;
};

const taLib: Text = { en: 'TA-Lib conventions', fr: 'Conventions de TA-Lib' };

/** An indicator's arithmetic. */
export type Arithmetic<P extends IndicatorParameters> = {
  /** Named where the formula is not TA-Lib's. */
  readonly source?: Text;
  readonly schema: z.ZodType<P>;
  readonly columns: readonly string[];
  readonly anchored?: boolean;
  warmUp(parameters: P): number;
  forgets(parameters: P): number;
  run(series: CandleSeries, parameters: P): Record<string, Float64Array>;
  /** Defaults that are not those of the schema. */
  readonly usual?: IndicatorParameters;
  /** Parameters that people do not set. */
  readonly hidden?: readonly string[];
};

/** Makes an indicator that checks its parameters. */
export function indicator<Name extends string, P extends IndicatorParameters>(
  name: Name,
  drawing: Drawing,
  { source = taLib, schema, columns, usual = {}, hidden = [], ...arithmetic }: Arithmetic<P>,
): Indicator<Name> {
  const parameters = without({ ...schema.parse(usual) }, hidden);
  const settle = (given: IndicatorParameters): P => {
    const parsed = schema.safeParse({ ...usual, ...given });
    const concealed = hidden.filter(one => one in given).map(one => `${one}: unknown`);
    if (parsed.success && concealed.length === 0) return parsed.data;
    const issues = parsed.error?.issues.map(issue => [...issue.path, issue.message].join(': ')) ?? [];
    const why = [...issues, ...concealed].join('; ');
    const known = Object.keys(parameters).join(', ');
    throw new QuaestorError(
      'data.unknown-feature',
      {
        en: `No "${name}" with ${JSON.stringify(given)}. ${why}. Its parameters: ${known || 'none'}.`,
        fr: `Pas de « ${name} » avec ${JSON.stringify(given)}. ${why}. Ses paramètres : ${known || 'aucun'}.`,
      },
      { name, given },
    );
  };
  return {
    name,
    ...drawing,
    source,
    columns,
    parameters,
    anchored: arithmetic.anchored ?? false,
    warmUp: (given = {}) => arithmetic.warmUp(settle(given)),
    convergence: (given = {}) => {
      const settled = settle(given);
      return arithmetic.warmUp(settled) + arithmetic.forgets(settled);
    },
    compute: (series, given = {}) => arithmetic.run(series, settle(given)),
  };
}

const without = (parameters: IndicatorParameters, hidden: readonly string[]): IndicatorParameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !hidden.includes(name)));

/**
 * The arithmetic of a kernel on candles; its input `values` is the close.
 * @param columns shown columns and the kernel's outputs that they are
 */
export function ofKernel<In extends string, Out extends string, P extends Parameters>(
  kernel: Kernel<In, Out, P>,
  columns: Readonly<Record<string, NoInfer<Out>>>,
  { source, usual, hidden }: Pick<Arithmetic<P>, 'source' | 'usual' | 'hidden'> = {},
): Arithmetic<P> {
  return {
    schema: kernel.schema,
    columns: Object.keys(columns),
    anchored: kernel.anchored ?? false,
    warmUp: kernel.warmUp,
    forgets: kernel.forgets,
    ...(source && { source }),
    ...(usual && { usual }),
    ...(hidden && { hidden }),
    run(series, parameters) {
      const outputs = runKernel(kernel, inputsOf(kernel.inputs, series), parameters);
      return Object.fromEntries(Object.entries(columns).map(([column, output]) => [column, outputs[output]]));
    },
  };
}

function inputsOf<In extends string>(names: readonly In[], series: CandleSeries): Record<In, Float64Array> {
  const { open, high, low, close, volume } = series;
  const known: Readonly<Record<string, Float64Array>> = { open, high, low, close, volume, values: close };
  return Object.fromEntries(names.map(name => [name, known[name] ?? new Float64Array()])) as Record<In, Float64Array>;
}
