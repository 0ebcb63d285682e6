import { z } from 'zod';
import { hybridName } from '../models/hybrid/stored-version.ts';
import { servedList } from './head-words.ts';
import { modelShelf } from './model-shelf.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

export const rollBackModel = defineTool({
  name: 'roll_back_model',
  description:
    'Serves the version of the network again that was served before the present one, one step back. Admins only.',
  examples: [
    'Roll back the network on the S&P 500',
    'roll back the model for SPX',
    'go back to the previous version of the network',
    'undo the promotion of the network',
    'Reviens à la version précédente du réseau sur le S&P 500',
    'retour arrière du modèle pour SPX',
    'annule la promotion du réseau',
    'remets la version précédente du réseau',
  ],
  effect: 'admin',
  input: z.object({
    symbol: SymbolSlot,
    from_version: z
      .int()
      .min(1)
      .optional()
      .describe('Go back only while this version is served; said twice it changes nothing more'),
  }),
  output: z.strictObject({
    symbol: z.string(),
    name: z.string(),
    version: z.int(),
    servedBy: z.record(z.string(), z.string()),
  }),
  run({ symbol, from_version }, context) {
    const instrument = context.market.instrument(symbol);
    const name = hybridName(instrument.symbol);
    const store = modelShelf(context);
    const now = store.promotion(name);
    const done = now !== undefined && from_version !== undefined && now.version !== from_version;
    const { version } = done ? now : store.rollBack(name, context.wall.now());
    return { symbol: instrument.symbol, name, version, servedBy: store.manifest(name, version).servedBy };
  },
  show: ({ name, version, servedBy }, t) => ({
    title: t({ en: `Rolled back: ${name}`, fr: `Retour arrière : ${name}` }),
    lead: t({
      en: `Version ${version} is served again. ${servedList(servedBy, t)}.`,
      fr: `La version ${version} est de nouveau en service. ${servedList(servedBy, t)}.`,
    }),
    lines: [t({ en: 'To serve another: promote_model.', fr: 'Pour en servir une autre : promote_model.' })],
  }),
});
