import type { TechnicalFeatures } from './technical-features.ts';

/** Says of a text that nobody wrote it: it repeats what the technical features hold. */
export const generatedMark = 'Generated summary.';

const percent = (log: number): string => `${Math.abs(100 * Math.expm1(log)).toFixed(1)}%`;

/** "rose 1.2% on the day"; nothing where the move is not known. */
function move(log: number, over: string): string | undefined {
  if (!Number.isFinite(log)) return undefined;
  if (Math.abs(log) < 5e-4) return `was flat ${over}`;
  return `${log > 0 ? 'rose' : 'fell'} ${percent(log)} ${over}`;
}

/** The first word whose border lies above the value. */
function wordFor(value: number, words: readonly (readonly [below: number, word: string])[]): string | undefined {
  return Number.isFinite(value) ? words.find(([below]) => value < below)?.[1] : undefined;
}

const always = Number.POSITIVE_INFINITY;
const momenta = [
  [30, 'oversold'],
  [45, 'weak'],
  [55, 'balanced'],
  [70, 'firm'],
  [always, 'overbought'],
] as const;
const trends = [
  [20, 'no trend'],
  [30, 'a modest trend'],
  [always, 'a strong trend'],
] as const;
const volatilities = [
  [0.75, 'calmer than in the last month'],
  [1.25, 'as in the last month'],
  [always, 'wilder than in the last month'],
] as const;
const volumes = [
  [0.75, 'thin'],
  [1.33, 'usual'],
  [always, 'heavy'],
] as const;

/**
 * A few English sentences on the market at one candle, made of its own features: text for the plumbing of the text
 * branch until dated headlines exist. It holds nothing that the technical branch does not see, and says that it is
 * generated. What is missing is not spoken of.
 */
export function marketSummary(features: TechnicalFeatures, row: number): string {
  const value = (name: string): number =>
    features.values[row * features.names.length + features.names.indexOf(name)] ?? Number.NaN;
  const moves = [
    move(value('log_return_1'), 'on the day'),
    move(value('log_return_5'), 'over a week'),
    move(value('log_return_21'), 'over a month'),
  ].filter(part => part !== undefined);
  const long = value('sma_distance_200');
  const side = Number.isFinite(long) ? `${long >= 0 ? 'above' : 'below'} its long average` : undefined;
  const trend = wordFor(value('adx_14'), trends);
  const momentum = wordFor(value('rsi_14'), momenta);
  const volatility = wordFor(value('volatility_ratio_5_21'), volatilities);
  const volume = wordFor(value('volume_to_mean_20'), volumes);
  const sentences = [
    moves.length > 0 ? `The market ${moves.join(', ')}.` : undefined,
    side && trend ? `It stands ${side} with ${trend}.` : undefined,
    momentum ? `Momentum is ${momentum}.` : undefined,
    volatility ? `Volatility is ${volatility}.` : undefined,
    volume ? `Volume is ${volume}.` : undefined,
  ].filter(sentence => sentence !== undefined);
  return [generatedMark, ...sentences].join(' ');
}
