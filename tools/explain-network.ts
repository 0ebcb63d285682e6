import { z } from 'zod';
import type { Text, Translate } from '../config/text.ts';
import { plainWords } from '../models/explain/plain-words.ts';
import { textPlayer } from '../models/hybrid/market-network.ts';
import type { Prices } from './bring-prices.ts';
import { networkSources } from './network-sources.ts';
import { askServing, type NetworkFault } from './network-volatility.ts';
import type { ToolContext } from './tool-context.ts';

const Said = z.strictObject({ en: z.string(), fr: z.string() });

/** What the network that serves volatility expects, and what moves it. */
export const ExplainedNetwork = z.strictObject({
  model: z.string(),
  sigmaDaily: z.number().positive(),
  /** On the last year's days, with log-HAR's forecast of today. */
  usualDaily: z.number().positive(),
  /** Largest drivers, greatest first. */
  lines: z.array(Said),
});
export type ExplainedNetwork = z.infer<typeof ExplainedNetwork>;

/** Drivers that are told. */
const told = 3;

const meanings: Readonly<Record<string, Text>> = {
  [textPlayer]: { en: 'The text of the day', fr: 'Le texte du jour' },
};

/**
 * Permutation SHAP of the promoted network's variance of the next day; undefined where none serves volatility, or one that
 * reads sequences.
 * @throws as `askServing`
 */
export const explainNetwork = (
  context: ToolContext,
  { instrument, series }: Prices,
): Promise<ExplainedNetwork | NetworkFault | undefined> =>
  askServing(context, series.symbol, async version => {
    const sources = await networkSources(context, version.network.statistics.inputs, instrument, series);
    const { closeToClose } = await context.models.reading(version, sources);
    const explained = await context.models.networkDrivers(version, sources);
    if (!explained) return undefined;
    const { names, phi, values } = explained;
    const base = explained.base + 2 * Math.log(closeToClose);
    const words = plainWords({ names, phi, values, base }, { top: told, scale: 'log-variance', decimals: 2, meanings });
    return {
      model: `${version.manifest.name}/${version.manifest.version}`,
      sigmaDaily: Math.exp((base + phi.reduce((sum, one) => sum + one, 0)) / 2),
      usualDaily: Math.exp(base / 2),
      lines: [...words.lines],
    };
  });

export const networkLines = ({ model, sigmaDaily, usualDaily, lines }: ExplainedNetwork, t: Translate): string[] => {
  const [now, usual] = [t.percent(sigmaDaily / 100), t.percent(usualDaily / 100)];
  return [
    t({
      en: `What is served comes from the network ${model}, which starts from log-HAR: it expects ${now} a day, and would expect ${usual} if its features were as on the last year's days. What moves it most:`,
      fr: `Ce qui est servi vient du réseau ${model}, qui part de log-HAR : il attend ${now} par jour, et attendrait ${usual} si ses variables étaient comme les jours de l'année passée. Ce qui le fait le plus bouger :`,
    }),
    ...lines.map(line => t(line)),
  ];
};
