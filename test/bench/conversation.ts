import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAgent } from '../../agent/open-agent.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { sliceSeries } from '../../data/candle.ts';
import { openDatabase } from '../../data/database.ts';
import { indicators } from '../../data/features/indicators.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { buyAndHold } from '../../models/backtest/buy-and-hold.ts';
import { runBacktest } from '../../models/backtest/engine.ts';
import { smaCross } from '../../models/backtest/sma-cross.ts';
import { Gate } from '../../models/risk/gate.ts';
import { closeToCloseRatio } from '../../models/volatility/close-to-close.ts';
import { LogHar } from '../../models/volatility/log-har.ts';
import { walk } from '../kit/candle-fixture.ts';
import { spx } from '../kit/candles.ts';
import { webClient } from '../kit/web-client.ts';

/** The speed of what people wait for. */
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timeMs(times: number, work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

const lines: [string, string][] = [];
const report = (what: string, figure: string): void => {
  lines.push([what, figure]);
};

const state = mkdtempSync(join(tmpdir(), 'quaestor-bench-'));
const env = { ...process.env, QUAESTOR_SETTINGS: '' };
const ask = () =>
  spawnSync(process.execPath, ['--import', 'tsx', 'agent/main.ts', 'ask', 'What is the price of the S&P 500?'], {
    env: { ...env, HOME: state },
  });
ask();
report('`ask` as a whole process, first answer included', `${(await timeMs(5, ask)).toFixed(0)} ms`);

/** Milliseconds from the start of the server's process to the end of its first answer, and to its address. */
async function coldServer(): Promise<{ open: number; answered: number }> {
  const file = join(state, 'settings.yaml');
  writeFileSync(file, `stateFolder: ${state}/server\nweb: { port: 0 }\n`);
  const began = performance.now();
  const server = spawn(process.execPath, ['--import', 'tsx', 'agent/main.ts', 'start'], {
    env: { ...process.env, QUAESTOR_SETTINGS: file },
  });
  const [line] = await once(server.stdout, 'data');
  const open = performance.now() - began;
  const url = /http:\/\/\S+/.exec(String(line))?.[0] ?? '';
  await webClient(url).chat('What is the price of the S&P 500?');
  const answered = performance.now() - began;
  server.kill();
  await once(server, 'exit');
  return { open, answered };
}

const cold = await coldServer();
report('cold start of the server to its address', `${cold.open.toFixed(0)} ms`);
report('cold start of the server to the end of its first answer', `${cold.answered.toFixed(0)} ms`);

const settings = settingsFrom({ llm: { chain: [] }, stateFolder: state });
const agent = await openAgent({ settings, database: openDatabase(':memory:') });
const turn = (text: string) => agent.hear({ channel: 'bench', personId: 'owner', text }, () => undefined);
await turn('What is the price of the S&P 500?');
report(
  'one offline turn, warm (price question)',
  `${(await timeMs(30, () => turn('What is the price of the S&P 500?'))).toFixed(1)} ms`,
);

const series = new SampleSource().read('SPX', '1d');
if (!series) throw new Error('the bundled history is missing');
const forecast = () => {
  const model = new LogHar();
  model.fit(series, Number.POSITIVE_INFINITY);
  return model.predict(1);
};
report('one volatility forecast, fit included', `${(await timeMs(50, forecast)).toFixed(2)} ms`);

/** Root mean square of the next day's move over its forecast sigma, as served; 1 is right. Every `step`-th day from `first`. */
function moveOverSigma(first: number, step: number): { rms: number; inside: number } {
  const model = new LogHar({ horizons: [1] });
  const ratios: number[] = [];
  for (let i = first; series && i < series.length - 1; i += step) {
    const known = sliceSeries(series, 0, i + 1);
    model.fit(known, Number.POSITIVE_INFINITY);
    const variance = model.predict(1).variance * closeToCloseRatio(known);
    const move = 100 * Math.log((series.close[i + 1] ?? Number.NaN) / (series.close[i] ?? Number.NaN));
    ratios.push(move ** 2 / variance);
  }
  const rms = Math.sqrt(ratios.reduce((sum, value) => sum + value, 0) / ratios.length);
  return { rms, inside: ratios.filter(value => value <= 1).length / ratios.length };
}

const whole = moveOverSigma(1500, 5);
const recent = moveOverSigma(series.length - 251, 1);
report('next day move over forecast sigma since 2005, rms (1 is right)', whole.rms.toFixed(2));
report(
  'the same over the last 250 days; moves within one sigma',
  `${recent.rms.toFixed(2)}; ${(recent.inside * 100).toFixed(0)} %`,
);

const long = walk(1_000_000, 1);
for (const [name, indicator] of Object.entries(indicators)) {
  const ms = await timeMs(5, () => indicator.compute(long));
  report(`${name} over 1,000,000 candles`, `${ms.toFixed(0)} ms (${(1000 / ms).toFixed(1)} M candles/s)`);
}

const limits = { ...settings.risk, ...settings.backtest };
const play = (strategy: typeof smaCross, candles: typeof long) =>
  runBacktest({
    markets: [{ series: candles, instrument: spx() }],
    strategy,
    gate: new Gate(settings.risk.rules),
    limits,
    costs: settings.broker,
    cashUsd: 100_000,
    investPercent: 95,
  });
const bars = 100_000;
const short = walk(bars, 2);
const cross = await timeMs(3, () => play(smaCross, short));
const hold = await timeMs(3, () => play(buyAndHold, short));
report('backtest through gate, broker and ledger, SMA cross', `${(bars / cross / 1000).toFixed(2)} M candles/s`);
report('the same, buy and hold', `${(bars / hold / 1000).toFixed(2)} M candles/s`);
agent.parts.database.close();

const width = Math.max(...lines.map(([what]) => what.length));
process.stdout.write(`${lines.map(([what, figure]) => `${what.padEnd(width)}  ${figure}`).join('\n')}\n`);
