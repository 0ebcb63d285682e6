import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import type { Timeframe } from '../../../data/candle.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { YahooSource } from '../../../data/market/yahoo-source.ts';
import { type FakeYahoo, openFakeYahoo } from '../../kit/fake-yahoo-server.ts';
import type { WireFault } from '../../kit/wire-fault.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const forever = new AbortController().signal;
const registry = new InstrumentRegistry();

/** Tuesday 2024-06-18, 11:40 in New York. */
const nowAt = Date.UTC(2024, 5, 18, 15, 40, 30);

let yahoo: FakeYahoo;
beforeEach(async () => {
  yahoo = await openFakeYahoo(nowAt);
});
afterEach(() => yahoo.close());

const sourceWith = (timeoutMs = 5000) =>
  new YahooSource({ timeoutMs, clock: standingClock(nowAt), origin: yahoo.origin });

const page = (symbol: string, fromAt: number, untilAt: number, timeframe: Timeframe = '1d', source = sourceWith()) =>
  source.page({ instrument: registry.adopt(symbol), timeframe, fromAt, untilAt }, forever);

async function faultOf(work: Promise<unknown>): Promise<QuaestorError> {
  try {
    await work;
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a bad answer of Yahoo', () => {
  const limit = 'Too Many Requests\r\n';
  const cases: [string, WireFault, Partial<QuaestorError>][] = [
    ['429', { status: 429, body: limit, headers: { 'content-type': 'text/plain' } }, { code: 'provider.rate-limited' }],
    ['999', { status: 999, body: '<html>', headers: {} }, { code: 'provider.rate-limited' }],
    ['500', { status: 500, body: '' }, { code: 'provider.unavailable' }],
    ['502 as a web page', { status: 502, body: '<html>' }, { code: 'provider.unavailable' }],
    ['half a body', 'truncated', { code: 'provider.unavailable' }],
    ['a connection that dies', 'cut-off', { code: 'provider.unavailable' }],
    ['a web page', 'html', { code: 'provider.unavailable' }],
    ['nothing', 'empty-body', { code: 'provider.unavailable' }],
    ['401', { status: 401, body: '{}' }, { code: 'provider.refused' }],
    [
      'another form',
      { status: 200, body: '{"chart":{"result":[{"meta":{},"indicators":{"quote":[{}]}}],"error":null}}' },
      { code: 'provider.unavailable' },
    ],
    ['no chart', { status: 200, body: '{"finance":{}}' }, { code: 'provider.unavailable' }],
  ];

  it.each(cases)(
    '%s is an error of ours in both languages, and the next answer is fine',
    async (_what, fault, error) => {
      yahoo.fault(fault);
      const thrown = await faultOf(page('SPX', nowAt - 5 * dayMs, nowAt));
      expect(thrown).toMatchObject(error);
      expect([thrown.text?.en, thrown.text?.fr].every(one => one?.includes('yahoo'))).toBe(true);
      expect((await page('SPX', nowAt - 5 * dayMs, nowAt)).rows.length).toBe(3);
      expect(yahoo.faultsLeft).toBe(0);
    },
  );

  it('a limit lasts a minute at least, and longer where Yahoo says so', async () => {
    yahoo.fault({ status: 429, body: limit }, { status: 429, body: limit, headers: { 'retry-after': '5' } });
    yahoo.fault({ status: 429, body: limit, headers: { 'retry-after': '90' } });
    for (const retryAfterMs of [60_000, 60_000, 90_000])
      expect((await faultOf(page('SPX', nowAt - 5 * dayMs, nowAt))).details).toMatchObject({ retryAfterMs });
  });

  it('no answer at all is a timeout', async () => {
    yahoo.fault('hang');
    expect((await faultOf(page('SPX', nowAt - dayMs, nowAt, '1d', sourceWith(100)))).code).toBe('provider.timeout');
  });

  it('404 is a symbol that Yahoo does not list; a span without candles is an empty page', async () => {
    expect((await faultOf(page('NOPE', nowAt - dayMs, nowAt))).code).toBe('data.unknown-symbol');
    const none = `{"chart":{"result":null,"error":{"code":"Bad Request","description":"Data doesn't exist for startDate = 1, endDate = 2"}}}`;
    yahoo.fault({ status: 400, body: none });
    expect((await page('SPX', nowAt - dayMs, nowAt)).rows.length).toBe(0);
    const weekend = Date.UTC(2024, 5, 15, 14);
    expect((await page('SPX', weekend, weekend + hourMs, '1h')).rows.length).toBe(0);
  });

  it('a call that is stopped ends with the reason', async () => {
    const controller = new AbortController();
    yahoo.fault('hang');
    const request = { instrument: registry.resolve('SPX'), timeframe: '1d', fromAt: 0, untilAt: nowAt } as const;
    const work = sourceWith().page(request, controller.signal);
    setImmediate(() => controller.abort(new Error('stop')));
    await expect(work).rejects.toThrow('stop');
  });
});
