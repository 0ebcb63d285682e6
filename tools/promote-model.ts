import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { hybridName } from '../models/hybrid/stored-version.ts';
import { servedList } from './head-words.ts';
import { modelShelf } from './model-shelf.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

export const promoteModel = defineTool({
  name: 'promote_model',
  description:
    'Serves one trained version of the network from now on. A head that did not pass its gates is served by its baseline; a version whose control failed is refused. Admins only.',
  examples: [
    'Promote version 2 of the network on the S&P 500',
    'promote model version 1 for SPX',
    'put version 3 of the network into service',
    'promote the trained network, version 2',
    'Promeus la version 2 du réseau sur le S&P 500',
    'promeus la version 1 du modèle pour SPX',
    'mets en service la version 3 du réseau',
    'promouvoir le réseau entraîné, version 2',
  ],
  effect: 'admin',
  input: z.object({
    symbol: SymbolSlot,
    version: z.int().min(1).describe('Version as list_models shows it').meta({ slot: 'setting' }),
  }),
  output: z.strictObject({
    symbol: z.string(),
    name: z.string(),
    version: z.int(),
    servedBy: z.record(z.string(), z.string()),
    trainedThrough: z.string(),
    judgedThrough: z.string(),
  }),
  run({ symbol, version }, context) {
    const name = hybridName(context.market.instrument(symbol).symbol);
    const store = modelShelf(context);
    // Reading checks every file: a version that is damaged is found out before it is served.
    const { manifest } = store.read(name, version);
    if (manifest.metrics.controlPassed !== 1) {
      throw new QuaestorError(
        'user.bad-request',
        {
          en: `Version ${version} of "${name}" is refused: its signal head found skill in shuffled labels, so that no figure of it can be trusted. Train another.`,
          fr: `La version ${version} de « ${name} » est refusée : sa tête de signal a trouvé de l'habileté dans des étiquettes mélangées, aucun de ses chiffres n'est donc fiable. Entraînez-en une autre.`,
        },
        { name, version },
      );
    }
    store.promote(name, version, context.wall.now());
    const { servedBy, trainedThrough, judgedThrough } = manifest;
    return { symbol: manifest.symbol, name, version, servedBy, trainedThrough, judgedThrough };
  },
  show: ({ name, version, servedBy, trainedThrough, judgedThrough }, t) => ({
    title: t({ en: `Promoted: ${name}`, fr: `Promu : ${name}` }),
    lead: Object.values(servedBy).includes('hybrid')
      ? t({
          en: `Version ${version} is served now. ${servedList(servedBy, t)}.`,
          fr: `La version ${version} est en service. ${servedList(servedBy, t)}.`,
        })
      : t({
          en: `Version ${version} is served now, and passed none of its gates: baselines answer for every head. ${servedList(servedBy, t)}.`,
          fr: `La version ${version} est en service, et n'a passé aucun de ses contrôles : les références répondent pour chaque tête. ${servedList(servedBy, t)}.`,
        }),
    lines: [
      t({
        en: `Trained through ${trainedThrough}, judged through ${judgedThrough}. To go back: roll_back_model.`,
        fr: `Appris jusqu'au ${trainedThrough}, jugé jusqu'au ${judgedThrough}. Pour revenir en arrière : roll_back_model.`,
      }),
    ],
    tone: 'good',
  }),
});
