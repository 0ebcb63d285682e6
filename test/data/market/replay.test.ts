import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantOfDay } from '../../../data/candle.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { openMarket } from '../../../data/market/open-market.ts';
import { ReplayMarket } from '../../../data/market/replay-market.ts';
import { HandClock, temporaryFolder, testSettings } from '../../kit/test-agent.ts';

const dayMs = 86_400_000;
const lastDay = '2020-04-17';

function replay(over: { from?: string; speed?: number; stateFolder?: string; wall?: HandClock } = {}): {
  market: ReplayMarket;
  wall: HandClock;
  stateFolder: string;
} {
  const { from = '2008-09-12', speed = 86_400, stateFolder = temporaryFolder(), wall = new HandClock() } = over;
  const settings = testSettings({ stateFolder, market: { provider: 'replay', replay: { from, speed } } });
  const store = new CandleStore(join(stateFolder, 'candles'));
  const market = openMarket(settings, new InstrumentRegistry(), store, { clock: wall });
  if (!(market instanceof ReplayMarket)) throw new Error('not a replay');
  return { market, wall, stateFolder };
}

describe('a replay', () => {
  it('begins on the day of the settings and moves smoothly, as fast as they say', () => {
    const { market, wall } = replay({ speed: 3600 });
    const start = instantOfDay('2008-09-12');
    expect(market.now()).toBe(start);
    for (const ms of [1, 10, 989]) {
      const before = market.now();
      wall.advance(ms);
      expect(market.now() - before).toBe(ms * 3600);
    }
    expect(market.now('SPX')).toBe(start + 3_600_000);
  });

  it('shows a day once it is over: the S&P 500 before and after Monday 2008-09-15', () => {
    const { market, wall } = replay({ from: '2008-09-15' });
    expect(market.quote('SPX'), 'the Friday before').toMatchObject({ price: 1251.699951, provider: 'sample' });
    wall.advance(999);
    expect(market.quote('SPX').price).toBe(1251.699951);
    wall.advance(1);
    expect(market.quote('SPX'), 'Lehman').toMatchObject({ price: 1192.699951, previousClose: 1251.699951 });
    expect(market.candles('SPX').close.at(-1)).toBe(1192.699951);
  });

  it('stands at the last candle', () => {
    const { market, wall } = replay({ from: lastDay });
    wall.advance(1e9);
    expect(market.now()).toBe(instantOfDay(lastDay) + dayMs - 1);
    expect(market.quote('SPX').price).toBe(2874.560059);
    wall.advance(1e9);
    expect(market.now()).toBe(instantOfDay(lastDay) + dayMs - 1);
  });

  it('goes on after a restart where it had come to; no time passes while it is off', () => {
    const first = replay();
    first.wall.advance(10_000);
    const came = first.market.now();
    expect(came).toBe(instantOfDay('2008-09-12') + 10 * dayMs);
    first.wall.advance(3_600_000);
    const second = replay({ stateFolder: first.stateFolder, wall: first.wall });
    expect(second.market.now()).toBe(came);
    second.wall.advance(1000);
    expect(second.market.now()).toBe(came + dayMs);
  });

  it('begins anew when the settings name another day', () => {
    const first = replay();
    first.wall.advance(10_000);
    first.market.now();
    expect(replay({ from: '2010-01-04', stateFolder: first.stateFolder }).market.now()).toBe(
      instantOfDay('2010-01-04'),
    );
  });

  it('has nothing to bring', async () => {
    expect(await replay().market.update('SPX')).toEqual({
      symbol: 'SPX',
      timeframe: '1d',
      provider: 'replay',
      rows: 0,
    });
  });

  it.each([
    ['1999-12-31', /from "?2000-01-04"? to 2020-04-17/],
    ['2000-01-03', /from 2000-01-04/],
    ['2020-04-18', /to 2020-04-17/],
  ])('that would begin on %s stops the start with the days that there are', (from, message) => {
    expect(() => replay({ from })).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringMatching(message) }),
    );
  });
});

describe('the control of a replay', () => {
  it('pauses and goes on; a pause outlives a restart', () => {
    const { market, wall, stateFolder } = replay();
    wall.advance(1000);
    market.control.pause();
    const at = market.now();
    wall.advance(60_000);
    expect([market.now(), market.control.paused]).toEqual([at, true]);
    const again = replay({ stateFolder, wall }).market;
    wall.advance(60_000);
    expect([again.now(), again.control.paused]).toEqual([at, true]);
    again.control.resume();
    wall.advance(1000);
    expect(again.now()).toBe(at + dayMs);
  });

  it('changes the speed from now on', () => {
    const { market, wall } = replay();
    wall.advance(1000);
    market.control.setSpeed(10);
    const at = market.now();
    wall.advance(1000);
    expect([market.now() - at, market.control.speed]).toEqual([10_000, 10]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a speed of %s', speed => {
    expect(() => replay().market.control.setSpeed(speed)).toThrow(
      expect.objectContaining({ code: 'user.bad-request', text: expect.objectContaining({ fr: expect.any(String) }) }),
    );
  });

  it('jumps forward only, and not behind the last candle', () => {
    const { control } = replay().market;
    control.jumpTo(instantOfDay('2020-03-16'));
    expect(control.now()).toBe(instantOfDay('2020-03-16'));
    for (const day of ['2020-03-15', '2020-05-01', '2020-02-30']) {
      expect(() => control.jumpTo(instantOfDay(day))).toThrow(
        expect.objectContaining({
          code: 'user.bad-request',
          message: expect.stringMatching(/it is at 2020-03-16, goes forward only, and its history ends on 2020-04-17/),
        }),
      );
    }
    expect(control.now()).toBe(instantOfDay('2020-03-16'));
  });

  it('never goes back, though the wall clock does', () => {
    const { market, wall } = replay();
    wall.advance(5000);
    const at = market.now();
    wall.advance(-3_600_000);
    expect(market.now()).toBe(at);
    wall.advance(1000);
    expect(market.now()).toBe(at + dayMs);
  });

  it('names the file of its position when that cannot be read', () => {
    const { market, wall, stateFolder } = replay();
    market.control.pause();
    const file = join(stateFolder, 'replay.json');
    expect(existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).paused).toBe(true);
    writeFileSync(file, '{');
    expect(() => replay({ stateFolder, wall })).toThrow(
      expect.objectContaining({ code: 'data.bad-file', message: expect.stringContaining('replay.json') }),
    );
  });
});
