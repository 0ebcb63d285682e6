import { z } from 'zod';
import { figure } from '../../models/decision/figures.ts';
import { Regime, type Route } from '../../models/regime/regime.ts';
import { VolatilityForecast } from '../../models/volatility/forecaster.ts';
import { VolatilityRegime } from '../../models/volatility/volatility-regime.ts';
import { predictSignal } from '../../tools/predict-signal.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { readRegime } from '../../tools/read-regime.ts';
import { callTool, type Tool } from '../../tools/tool.ts';
import type { ToolContext } from '../../tools/tool-context.ts';

const Forecast = VolatilityForecast.extend({ regime: VolatilityRegime });
type Forecast = z.infer<typeof Forecast>;

/** What the prompt says of the signal head: its action, how sure, or that it abstains. */
const Signal = z.object({
  action: z.enum(['sell', 'hold', 'buy']),
  abstain: z.object({ flag: z.boolean() }),
  signal: z.object({ probabilities: z.record(z.string(), z.number()), agreement: z.number() }).nullable(),
});

const share = (value: number): string => `${figure(value * 100, { significant: 3 })} %`;
const sigma = (value: number): string => `${figure(value, { significant: 3 })} %`;

function volatilityLine({ model, days, sigmaDaily, quantiles, trackRecord, regime }: Forecast): string {
  const at = (probability: number) => quantiles.find(one => one.probability === probability)?.sigmaDaily ?? Number.NaN;
  const record = trackRecord
    ? `90 % range held ${share(trackRecord.coverage90)} of the last ${trackRecord.days}, to ${trackRecord.to}`
    : 'no track record';
  return `volatility ${days}d by ${model}: ${sigma(sigmaDaily)} a day, q10 ${sigma(at(0.1))}, q50 ${sigma(at(0.5))}, q90 ${sigma(at(0.9))}, ${regime.label}; ${record}`;
}

const regimeLine = ({ route, mood, days, atLeast, volatileChance, jump }: Regime): string =>
  `regime ${route} (${mood} market) for ${atLeast ? 'at least ' : ''}${days} candles; direction ${jump.state}; chance of wide swings ${share(volatileChance)}`;

function signalLine({ action, abstain, signal }: z.infer<typeof Signal>): string {
  if (abstain.flag || !signal) return 'signal head: hold, it abstains';
  return `signal head: ${action}, probability ${share(signal.probabilities[action] ?? Number.NaN)}, seeds agree ${share(signal.agreement)}`;
}

/** A line of a tool's answer, or why there is none: a decision goes on without it, and says so. */
async function lineOf<T>(
  tool: Tool,
  input: object,
  context: ToolContext,
  schema: z.ZodType<T>,
  say: (answer: T) => string,
): Promise<{ line: string; answer: T | undefined }> {
  const result = await callTool(tool, input, context);
  const parsed = result.ok ? schema.safeParse(result.output) : undefined;
  if (parsed?.success) return { line: say(parsed.data), answer: parsed.data };
  const why = result.ok ? 'unreadable' : result.error.code;
  return { line: `${tool.name}: unavailable (${why})`, answer: undefined };
}

/** What our own models say of an instrument, each with how well it did lately, asked through the tools that people ask. */
export async function modelLines(
  context: ToolContext,
  symbol: string,
): Promise<{ lines: string[]; regime: Route | undefined }> {
  const regime = await lineOf(readRegime, { symbol }, context, Regime, regimeLine);
  const one = await lineOf(predictVolatility, { symbol, days: 1 }, context, Forecast, volatilityLine);
  const two = await lineOf(predictVolatility, { symbol, days: 2 }, context, Forecast, volatilityLine);
  const signal = await lineOf(predictSignal, { symbol }, context, Signal, signalLine);
  return { lines: [regime, one, two, signal].map(({ line }) => line), regime: regime.answer?.route };
}
