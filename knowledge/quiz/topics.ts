import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a quiz can be about. */
export const QuizTopic = z.enum([
  'volatility',
  'risk',
  'options',
  'indicators',
  'performance',
  'trading',
  'markets',
  'models',
  'decisions',
]);
export type QuizTopic = z.infer<typeof QuizTopic>;

/** The files of the glossary, each a category of terms of one kind, and the topic that they belong to. */
const topicOfFile: Readonly<Record<string, QuizTopic>> = {
  volatility: 'volatility',
  risk: 'risk',
  gate: 'risk',
  options: 'options',
  'option-measures': 'options',
  indicators: 'indicators',
  'momentum-indicators': 'indicators',
  'moving-averages': 'indicators',
  oscillators: 'indicators',
  'trend-indicators': 'indicators',
  'volume-indicators': 'indicators',
  performance: 'performance',
  backtesting: 'performance',
  trading: 'trading',
  orders: 'trading',
  markets: 'markets',
  investing: 'markets',
  economy: 'markets',
  companies: 'markets',
  models: 'models',
  learning: 'models',
  features: 'models',
  decisions: 'decisions',
};

/** Where an entry stands: the file that holds it, and its topic. */
export type Place = { readonly category: string; readonly topic: QuizTopic };

const folder = new URL('../glossary/', import.meta.url);

/** The place of each shipped entry by its id. A file without a topic belongs to `trading`, which takes what is left. */
export function placesOfEntries(): ReadonlyMap<string, Place> {
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
  return new Map(
    files.flatMap(file => {
      const category = file.replace(/\.yaml$/, '');
      const place: Place = { category, topic: topicOfFile[category] ?? 'trading' };
      const ids = readFileSync(new URL(file, folder), 'utf8').matchAll(/^- id: (\S+)/gm);
      return [...ids].map(([, id = '']) => [id, place] as const);
    }),
  );
}
