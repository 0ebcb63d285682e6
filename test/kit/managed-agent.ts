import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import type { AskForText, Said } from '../../models/llm/ask-links.ts';
import { type ReplayedAgent, replayedAgent } from './replayed-agent.ts';
import { testSettings } from './test-agent.ts';

/** What a scripted decider does at one call: its text, or an error that it throws. */
export type DeciderStep = string | Error | ((talk: readonly Said[]) => string);

/** A decider whose answers are given in advance; it fails on a call beyond its script, and keeps what it was asked. */
export function scriptedDecider(steps: readonly DeciderStep[]): { ask: AskForText; talks: Said[][] } {
  const talks: Said[][] = [];
  const ask: AskForText = talk => {
    const step = steps[talks.length];
    talks.push([...talk]);
    if (step === undefined) throw new Error(`scriptedDecider: unexpected call ${talks.length}`);
    if (step instanceof Error) return Promise.reject(step);
    const text = typeof step === 'string' ? step : step(talk);
    return Promise.resolve({ text, provider: 'scripted', latencyMs: 1, inputTokens: 100, outputTokens: 20 });
  };
  return { ask, talks };
}

/** The bundled S&P 500 history, its last `days` candles. */
export function recentHistory(days = 400): CandleSeries {
  const whole = new SampleSource().read('SPX', '1d');
  if (!whole) throw new Error('the bundled history is missing');
  return sliceSeries(whole, whole.length - days);
}

/** An agent whose portfolio manager is a scripted model, on a market that moves candle by candle from index `start`. */
export async function managedAgent(
  steps: readonly DeciderStep[],
  {
    series = recentHistory(),
    start = 300,
    manager = {},
    over = {},
  }: { series?: CandleSeries; start?: number; manager?: object; over?: object } = {},
): Promise<ReplayedAgent & { talks: Said[][] }> {
  const { ask, talks } = scriptedDecider(steps);
  const settings = testSettings({ cycle: { manager: { symbols: ['SPX'], timeframes: ['1d'], ...manager } }, ...over });
  return { ...(await replayedAgent(series, settings, start, { ask })), talks };
}

/** A sound entry at a price: stop 3 % below, target 8 % above, wrong under 1.5 % below. */
export const entryAt = (price: number, over: object = {}): string =>
  JSON.stringify({
    decisions: [
      {
        symbol: 'SPX',
        signal: 'enter_long',
        confidence: 0.8,
        justification: {
          situation: 'calm',
          reason: 'the trend goes on',
          riskPlan: 'stop below the range',
          fit: 'nothing is held',
        },
        stopLoss: price * 0.97,
        profitTarget: price * 1.08,
        invalidation: [[{ series: 'close@1d', operator: '<', level: price * 0.985 }]],
        ...over,
      },
    ],
  });
