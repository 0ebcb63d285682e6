import type { Text } from '../config/text.ts';
import type { Mood, Route } from '../models/regime/regime.ts';

/** What people call a market. */
export const moods: Readonly<Record<Mood, Text>> = {
  bull: { en: 'bull market', fr: 'marché haussier' },
  bear: { en: 'bear market', fr: 'marché baissier' },
  volatile: { en: 'volatile market', fr: 'marché agité' },
};

/** What a strategy wants to know of it. */
export const routes: Readonly<Record<Route, Text>> = {
  trend: { en: 'trend', fr: 'tendance' },
  range: { en: 'range', fr: 'sans tendance' },
  defensive: { en: 'defensive', fr: 'défensif' },
};
