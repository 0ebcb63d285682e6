import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../agent/commands.ts';
import { QuaestorError } from '../../config/errors.ts';
import { openLog } from '../../config/log.ts';
import { checkData } from '../../tools/check-data.ts';
import { explainTerm } from '../../tools/explain-term.ts';
import { getCandles } from '../../tools/get-candles.ts';
import { getMacro } from '../../tools/get-macro.ts';
import { getNews } from '../../tools/get-news.ts';
import { getOptions } from '../../tools/get-options.ts';
import { getPortfolio } from '../../tools/get-portfolio.ts';
import { getPrice } from '../../tools/get-price.ts';
import { importCandles } from '../../tools/import-candles.ts';
import { shippedTools } from '../../tools/index.ts';
import { listFeatures } from '../../tools/list-features.ts';
import { listTrades } from '../../tools/list-trades.ts';
import { listUniverse } from '../../tools/list-universe.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { proposeTrade } from '../../tools/propose-trade.ts';
import { showChart } from '../../tools/show-chart.ts';
import { showIndicators } from '../../tools/show-indicators.ts';
import { callTool, defineTool, type ToolDefinition } from '../../tools/tool.ts';
import { chainFolder, macroFile } from '../kit/outside-files.ts';
import { temporaryFolder, testAgent } from '../kit/test-agent.ts';
import { contextOf } from '../kit/tool-call.ts';
import { accountCases } from './account-tools.ts';
import { decisionCases } from './decision-tools.ts';
import { knowledgeCases } from './knowledge-tools.ts';
import { labCases } from './lab-tools.ts';
import { modelCases } from './model-tools.ts';
import { networkCases } from './network-tools.ts';
import { teacherCases } from './teacher-tools.ts';
import { type ToolCase, toolContract } from './tool.ts';

const unknown: [unknown, string] = [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'];
const noHistory: [unknown, string] = [{ symbol: 'VIX' }, 'data.no-history'];

function csvFile(): string {
  const file = join(temporaryFolder(), 'btc.csv');
  writeFileSync(file, 'time,open,high,low,close,volume\n2020-01-01,1,2,1,2,5\n2020-01-02,2,3,2,3,5\n');
  return file;
}

const cases: ToolCase[] = [
  {
    tool: getPrice,
    effect: 'read',
    input: () => ({ symbol: 'SPX' }),
    wrong: [
      unknown,
      noHistory,
      [{ symbol: 'SPX', on: '2020-02-31' }, 'tool.bad-input'],
      [{ symbol: 'SPX', on: '1990-01-01' }, 'data.no-history'],
      [{}, 'tool.bad-input'],
    ],
    market: true,
  },
  {
    tool: showChart,
    effect: 'read',
    input: () => ({ symbol: 'SPX', indicators: ['sma', 'bollinger', 'rsi'] }),
    wrong: [
      unknown,
      noHistory,
      [{ symbol: 'SPX', days: 4 }, 'tool.bad-input'],
      [{ symbol: 'SPX', from: '2031-01-01' }, 'data.no-history'],
    ],
    market: true,
  },
  {
    tool: showIndicators,
    effect: 'read',
    input: () => ({ symbol: 'SPX' }),
    wrong: [unknown, noHistory, [{ symbol: 'SPX', indicators: ['astrology'] }, 'tool.bad-input']],
    market: true,
  },
  {
    tool: predictVolatility,
    effect: 'read',
    input: () => ({ symbol: 'SPX', days: 2 }),
    wrong: [unknown, noHistory, [{ symbol: 'SPX', days: 3 }, 'tool.bad-input']],
    market: true,
  },
  {
    tool: explainTerm,
    effect: 'read',
    input: () => ({ term: 'drawdown' }),
    wrong: [
      [{ term: '' }, 'tool.bad-input'],
      [{ term: 'drawdown', level: 'genius' }, 'tool.bad-input'],
    ],
    market: true,
  },
  { tool: getPortfolio, effect: 'read', input: () => ({}), wrong: [], market: true },
  {
    tool: listTrades,
    effect: 'read',
    input: () => ({}),
    wrong: [unknown, [{ limit: 0 }, 'tool.bad-input']],
    market: false,
  },
  {
    tool: proposeTrade,
    effect: 'propose',
    input: () => ({ symbol: 'SPX', side: 'buy', quantity: 5 }),
    wrong: [
      [{ symbol: 'NOPE-1', side: 'buy', quantity: 5 }, 'data.unknown-symbol'],
      [{ symbol: 'SPX', side: 'buy' }, 'tool.bad-input'],
      [{ symbol: 'SPX', side: 'buy', quantity: 0 }, 'tool.bad-input'],
    ],
    market: false,
  },
  {
    tool: getCandles,
    effect: 'read',
    input: () => ({ symbol: 'SPX', timeframe: '1w', count: 3 }),
    wrong: [
      unknown,
      noHistory,
      [{ symbol: 'SPX', count: 0 }, 'tool.bad-input'],
      [{ symbol: 'SPX', timeframe: '7m' }, 'tool.bad-input'],
    ],
    market: true,
  },
  {
    tool: checkData,
    effect: 'read',
    input: () => ({ symbol: 'SPX' }),
    wrong: [unknown, noHistory, [{ symbol: 'SPX', timeframe: '7m' }, 'tool.bad-input']],
    market: false,
  },
  {
    tool: listFeatures,
    effect: 'read',
    input: () => ({ category: 'volatility' }),
    wrong: [unknown, [{ category: 'astrology' }, 'tool.bad-input']],
    market: false,
  },
  { tool: listUniverse, effect: 'read', input: () => ({}), wrong: [], market: false },
  {
    tool: getMacro,
    effect: 'read',
    input: () => ({}),
    wrong: [],
    market: false,
    settings: () => ({ outside: { macro: { csvFile: macroFile() } } }),
  },
  {
    tool: getNews,
    effect: 'read',
    input: () => ({ symbol: 'SPX' }),
    wrong: [unknown, [{ days: 0 }, 'tool.bad-input']],
    market: false,
    settings: () => ({ outside: { news: { feeds: [] } } }),
  },
  {
    tool: getOptions,
    effect: 'read',
    input: () => ({ symbol: 'AAPL' }),
    wrong: [unknown, [{ symbol: 'SPX' }, 'data.no-history'], [{ symbol: 'AAPL', on: '2031-01-01' }, 'data.no-history']],
    market: false,
    settings: () => ({ outside: { options: { csvFolder: chainFolder() } } }),
  },
  {
    tool: importCandles,
    effect: 'admin',
    input: () => ({ path: csvFile(), symbol: 'BTC/USD' }),
    wrong: [
      [{ path: '/no/such/file.csv', symbol: 'SPX' }, 'data.bad-file'],
      [{ path: '/tmp', symbol: 'SPX' }, 'data.bad-file'],
    ],
    market: false,
  },
  ...decisionCases,
  ...knowledgeCases,
  ...teacherCases,
  ...accountCases,
  ...labCases,
  ...modelCases,
  ...networkCases,
];

for (const one of cases) toolContract(one);

describe('the shipped tools', () => {
  it('all stand in this suite', () => {
    expect(cases.map(one => one.tool.name).sort()).toEqual(shippedTools.map(tool => tool.name).sort());
  });

  it('have names and commands of their own, in both languages', () => {
    for (const language of ['en', 'fr'] as const) {
      const names = [...commands, ...shippedTools.flatMap(tool => tool.command ?? [])].map(one => one[language]);
      expect(new Set(names).size, names.join(', ')).toBe(names.length);
      for (const name of names) expect(name, 'typed after a slash').toMatch(/^[a-z]+(_[a-z]+)*$/);
    }
  });
});

describe('a tool that goes wrong', () => {
  const plain: ToolDefinition<z.ZodObject, z.ZodType> = {
    name: 'break_things',
    description: 'Breaks.',
    examples: ['break'],
    effect: 'read',
    input: z.object({}),
    output: z.object({ figure: z.number() }),
    run: () => ({ figure: 1 }),
    show: () => ({ title: 'Fine' }),
  };
  const boom = () => {
    throw new Error('password hunter2 at /srv/private.ts:7');
  };

  it.each<[string, Partial<typeof plain>]>([
    ['throws', { run: boom }],
    ['rejects', { run: () => Promise.reject(new Error('password hunter2')) }],
    ['gives another output than it says', { run: () => ({ figure: 'hunter2' }) }],
    ['cannot show its output', { show: boom }],
    ['shows no card', { show: () => ({ lead: 'hunter2' }) as never }],
    ['cannot say its output', { say: boom }],
    ['throws what is no error', { run: () => Promise.reject('hunter2') }],
  ])('because it %s apologises with a reference and shows no internals', async (_what, over) => {
    const lines: string[] = [];
    const { agent } = await testAgent();
    const log = openLog('error', line => lines.push(line));
    for (const language of ['en', 'fr'] as const) {
      const result = await callTool(defineTool({ ...plain, ...over }), {}, { ...contextOf(agent, language), log });
      expect(result.ok).toBe(false);
      expect(result.card.lead).toContain('Q-1');
      expect(result.card.lead).toMatch(language === 'en' ? /^Something went wrong/ : /^Une erreur/);
      expect(`${result.text} ${JSON.stringify(result.card)}`).not.toMatch(/hunter2|private/);
    }
    expect(lines.join(''), 'an admin finds it under the reference').toMatch(/"reference":"Q-1"/);
  });

  it.each([
    ['provider.timeout', 'The source is slow or unreachable just now. Please ask again in a moment.'],
    ['config.missing-key', 'This part is not set up yet. An admin finds the reason in the log.'],
    ['data.no-history', 'There is none.'],
  ] as const)('by a fault of others, %s, says what its blame calls for', async (code, lead) => {
    const { agent } = await testAgent();
    const tool = defineTool({ ...plain, run: () => Promise.reject(new QuaestorError(code, 'There is none.')) });
    expect(await callTool(tool, {}, contextOf(agent))).toMatchObject({
      ok: false,
      card: { lead },
      text: `${code}: There is none.`,
    });
  });

  it('takes no input for an empty one', async () => {
    const { agent } = await testAgent();
    for (const raw of [undefined, null, {}])
      expect(await callTool(defineTool(plain), raw, contextOf(agent))).toMatchObject({
        ok: true,
        text: '{"figure":1}',
      });
  });
});
