import { z } from 'zod';
import type { Text, Translate } from '../config/text.ts';
import { ModelManifest } from '../data/model-store.ts';
import { serverWord } from './head-words.ts';
import { modelShelf } from './model-shelf.ts';
import { defineTool } from './tool.ts';

const choices: Readonly<Record<string, Text>> = {
  technical: { en: 'technical', fr: 'techniques' },
  selected: { en: 'selected', fr: 'choisies' },
  all: { en: 'all at hand', fr: 'toutes' },
  projected: { en: 'selected of all', fr: 'choisies parmi toutes' },
};

/** "38 technical", "150 selected, of 100 candles". */
const readWords = ({ features, normalisation, count }: ModelManifest['inputs'], t: Translate): string => {
  const which = t(choices[features] ?? { en: features, fr: features });
  return `${count} ${which}${normalisation === 'rolling' ? t({ en: ', of 100 candles', fr: ', sur 100 bougies' }) : ''}`;
};

export const listModels = defineTool({
  name: 'list_models',
  description:
    'The trained versions of the networks that are kept: which one is served, what it was trained on, how it was judged, and who serves each head.',
  examples: [
    'Which models are trained?',
    'list the trained models',
    'show me the versions of the network',
    'which version of the network is served?',
    'what trained networks do we have?',
    'Quels modèles sont entraînés ?',
    'liste des modèles entraînés',
    'montre les versions du réseau',
    'quelle version du réseau est en service ?',
    'quels réseaux entraînés avons-nous ?',
  ],
  effect: 'read',
  input: z.object({}),
  output: z.strictObject({
    models: z.array(
      z.strictObject({
        name: z.string(),
        version: z.int(),
        symbol: z.string(),
        served: z.boolean(),
        createdAt: z.int(),
        trainedThrough: z.string(),
        judgedThrough: z.string(),
        regime: z.string(),
        dataHash: z.string(),
        trials: z.int(),
        seeds: z.array(z.int()),
        embedder: z.string().nullable(),
        inputs: ModelManifest.shape.inputs,
        metrics: z.record(z.string(), z.number().nullable()),
        servedBy: z.record(z.string(), z.string()),
      }),
    ),
  }),
  run(_input, context) {
    const store = modelShelf(context);
    return {
      models: store.names().flatMap(name => {
        const promotion = store.promotion(name);
        return store.list(name).map(({ configHash: _config, files: _files, embedder, ...one }) => ({
          ...one,
          embedder: embedder?.name ?? null,
          served: promotion?.version === one.version,
        }));
      }),
    };
  },
  show: ({ models }, t) => ({
    title: t({ en: 'Trained networks', fr: 'Réseaux entraînés' }),
    lead:
      models.length === 0
        ? t({
            en: 'No network has been trained yet. An admin trains one: train_model.',
            fr: "Aucun réseau n'a encore été entraîné. Un administrateur en entraîne un : train_model.",
          })
        : t({
            en: `${models.length} versions are kept; ${models.filter(one => one.served).length} of them served. The five newest of each instrument stay.`,
            fr: `${models.length} versions sont gardées, dont ${models.filter(one => one.served).length} en service. Les cinq plus récentes de chaque instrument restent.`,
          }),
    ...(models.length === 0
      ? {}
      : {
          table: {
            columns: [
              t({ en: 'Version', fr: 'Version' }),
              '',
              t({ en: 'Trained through', fr: "Appris jusqu'au" }),
              t({ en: 'Reads', fr: 'Lit' }),
              t({ en: 'Regime', fr: 'Régime' }),
              t({ en: 't against log-HAR, 1 and 2 days', fr: 't face à log-HAR, 1 et 2 jours' }),
              t({ en: 'Volatility by', fr: 'Volatilité par' }),
              t({ en: 'Signal by', fr: 'Signal par' }),
              t({ en: 'Data', fr: 'Données' }),
            ],
            rows: models.map(
              ({ name, version, served, trainedThrough, inputs, regime, metrics, servedBy, dataHash }) => [
                `${name}/${version}`,
                served ? t({ en: 'served', fr: 'en service' }) : '',
                trainedThrough,
                readWords(inputs, t),
                regime,
                `${t.number(metrics.medianAdvantage1 ?? Number.NaN)}, ${t.number(metrics.medianAdvantage2 ?? Number.NaN)}`,
                serverWord(servedBy.volatility ?? '–', t),
                serverWord(servedBy.signal ?? '–', t),
                dataHash.slice(0, 8),
              ],
            ),
          },
        }),
  }),
  command: { en: 'models', fr: 'modeles' },
});
