import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../kit/test-agent.ts';

const main = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));

type Ended = { code: number | null; out: string; err: string };

/** Runs a way in as a user would, on a settings file and a state folder of its own. */
const run = (folder: string, ...words: string[]): Promise<Ended> => begin(folder, ...words).ended;

/** The same, while it runs. */
function begin(folder: string, ...words: string[]) {
  const settings = join(folder, 'settings.yaml');
  writeFileSync(settings, `stateFolder: ${folder}\npeople: { roles: { owner: admin, reader: viewer } }\n`);
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...words], {
    env: {
      ...process.env,
      QUAESTOR_SETTINGS: settings,
      OPENAI_API_KEY: '',
      GOOGLE_API_KEY: '',
      OPENROUTER_API_KEY: '',
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', part => {
    out += part;
  });
  child.stderr.on('data', part => {
    err += part;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code, out, err }));
  return { child, ended };
}

const isCheckpoint = (file: string): boolean => file.endsWith('.checkpoint');

describe.concurrent('npm run tool', () => {
  it('lists the tools with their effect', async () => {
    const { code, out } = await run(temporaryFolder(), 'tool', '--list');
    expect(code).toBe(0);
    expect(out).toMatch(/^get_price +read /m);
    expect(out).toMatch(/^import_candles +admin /m);
  });

  it('prints the flags of a tool from its schema', async () => {
    const { code, out } = await run(temporaryFolder(), 'tool', 'predict_volatility', '--help');
    expect(code).toBe(0);
    expect(out).toContain('--symbol <string> (required)');
    expect(out).toContain('--days <integer>  Horizon in trading days: 1 or 2 (default 1)');
  });

  it('calls it with its flags, as a card or as JSON', async () => {
    const folder = temporaryFolder();
    const card = await run(folder, 'tool', 'get_price', '--symbol', 'SPX', '--on=2008-10-10');
    expect(card).toMatchObject({ code: 0, out: expect.stringContaining('closed at 899.22 on 2008-10-10') });
    const json = await run(folder, 'tool', 'get_price', '--symbol', 'SPX', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ symbol: 'SPX', price: 2874.560059 });
  });

  it.each([
    [
      ['get_price', '--symbl', 'SPX'],
      /Unknown flag "--symbl" of get_price. Did you mean "symbol"\? Valid: --symbol, --on, --json/,
    ],
    [['get_prize'], /Unknown tool "get_prize". Did you mean "get_price"\?/],
    [['get_price'], /--symbol:/],
    [['predict_volatility', '--symbol', 'SPX', '--days', '9'], /--days:/],
  ])('%j exits 2 and says what is valid', async (words, message) => {
    const { code, err } = await run(temporaryFolder(), 'tool', ...words);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('exits 1 when the tool fails, with the reason', async () => {
    const { code, out } = await run(temporaryFolder(), 'tool', 'get_price', '--symbol', 'NVDAA');
    expect(code).toBe(1);
    expect(out.replace(/\s+/g, ' ')).toContain('Did you mean "NVDA"?');
  });

  it('names file, line, column and value of a broken row, and stores nothing of it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'bad.csv');
    writeFileSync(path, 'time,open,high,low,close,volume\n2020-01-02,1,2,0.5,1.5,10\n2020-01-03,1,2,0.5,oops,10\n');
    const broken = await run(folder, 'tool', 'import_candles', '--path', path, '--symbol', 'AAPL');
    expect(broken.code).toBe(1);
    expect(broken.out.replace(/\s+/g, ' ')).toContain(
      'bad.csv", line 3, column "close": "oops" is not a positive price.',
    );
    const price = await run(folder, 'tool', 'get_price', '--symbol', 'AAPL');
    expect(price.out).toContain('There are no daily candles of "AAPL" here');
  });
});

describe.concurrent('npm run ask', () => {
  it('prints one event a line with --json', async () => {
    const { code, out } = await run(temporaryFolder(), 'ask', 'What is the price of the S&P 500?', '--json');
    const events = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(code).toBe(0);
    expect(events.map(event => event.type)).toEqual(
      expect.arrayContaining(['tool-call', 'tool-result', 'text-delta', 'answer-end']),
    );
    expect(events.at(-1)).toMatchObject({ type: 'answer-end', answeredBy: 'planner', asOf: '2020-04-17' });
  });

  it('answers in French when asked to, and for a user with a role of their own', async () => {
    const folder = temporaryFolder();
    const french = await run(folder, 'ask', 'Quel est le prix du S&P 500 ?', '--lang', 'fr');
    expect(french.out).toMatch(/S&P 500 a clôturé à 2.874,56 le 2020-04-17/);
    const viewer = await run(folder, 'ask', 'Buy 5 units of the S&P 500', '--user', 'reader');
    expect(viewer.out).toContain('needs the role trader; you are a viewer');
  });

  it.each([
    [['--lang', 'de', 'hello'], /--lang is "de"; valid: en, fr/],
    [[], /There is no question/],
    [['--colour', 'x'], /Usage/],
  ])('%j exits 2 with the usage', async (words, message) => {
    const { code, err } = await run(temporaryFolder(), 'ask', ...words);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('an unknown way in exits 2, and wrong settings list every fault', async () => {
    const folder = temporaryFolder();
    expect((await run(folder, 'dance')).code).toBe(2);
    const settings = join(folder, 'bad.yaml');
    writeFileSync(settings, 'languge: fr\nweb: { port: many }\n');
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'ask', 'hi'], {
      env: { ...process.env, QUAESTOR_SETTINGS: settings },
    });
    let err = '';
    child.stderr.on('data', part => {
      err += part;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(err).toContain('2 fault(s)');
    expect(err).toContain('Did you mean "language"?');
    expect(err).toContain('"web.port" is "many"');
  });
});

describe('Ctrl-C', () => {
  it('stops a training with what is kept and how to go on, and exits 130', async () => {
    const folder = temporaryFolder();
    const { child, ended } = begin(
      folder,
      'tool',
      'train_model',
      '--symbol',
      'SPX',
      '--from=2014-01-01',
      '--text=none',
    );
    const models = join(folder, 'models/hybrid-SPX');
    const kept = (): string[] =>
      existsSync(models) ? readdirSync(models, { recursive: true, encoding: 'utf8' }).filter(isCheckpoint) : [];
    while (kept().length === 0 && child.exitCode === null) await setTimeout(20);
    child.kill('SIGINT');
    // npm passes on what the terminal has sent already: that is no second press.
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([130, expect.stringContaining('Press again to leave at once')]);
    expect(out.replace(/\s+/g, ' ')).toContain('Stopped. The networks that are done are kept');
    expect(kept()).not.toEqual([]);
    expect(readdirSync(models), 'no version was made').not.toContain('1');
  }, 60_000);
});
