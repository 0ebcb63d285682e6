import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { candlesFrom, closedAt, dayOf, sliceSeries } from '../../data/candle.ts';
import type { MarketData } from '../../data/market/market-data.ts';

export type MarketWorld = {
  /** A market that has `symbol` in daily candles and in nothing shorter, and no VIX. */
  open(): MarketData | Promise<MarketData>;
  /** The same with candles after its last one; absent where there can be none. */
  openLater?(): MarketData | Promise<MarketData>;
  /** The default instrument, SPX unless said otherwise, and what else it is called. */
  symbol?: string;
  names?: readonly string[];
  /** True where the market's clock moves on between two candles. */
  clockMoves?: boolean;
  /** True where the sources that could know more cannot be reached. */
  cutOff?: boolean;
};

async function thrownBy(work: () => unknown): Promise<QuaestorError> {
  try {
    await work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

/** What follows from the closed candles and, where there is one, from the running one, which is in no series. */
function expectedQuote(market: MarketData, symbol: string) {
  const { close, openAt } = market.candles(symbol);
  const { live } = market.quote(symbol);
  if (!live) return { symbol, price: close.at(-1), previousClose: close.at(-2), openAt: openAt.at(-1) };
  expect(live.openAt).toBeGreaterThan(openAt.at(-1) ?? Number.NaN);
  return { symbol, price: live.close, previousClose: close.at(-1), openAt: live.openAt };
}

const spxNames = ['spx', 'S&P 500', ' sp500 ', 'La Bourse', 'the index'];

/** What every source of market data does. */
export function marketDataContract(name: string, world: MarketWorld): void {
  const { open, openLater, symbol = 'SPX', names = spxNames, clockMoves = false, cutOff = false } = world;

  describe(`${name} as market data`, () => {
    it('gives whole candles, oldest first, strictly increasing', async () => {
      const series = (await open()).candles(symbol);
      expect(series).toMatchObject({ symbol, timeframe: '1d' });
      expect(series.length).toBeGreaterThan(1);
      let before = Number.NEGATIVE_INFINITY;
      const bad = [...candlesFrom(series, 0)].filter(candle => {
        const { openAt, open: first, high, low, close, volume } = candle;
        const whole = low > 0 && Math.min(first, close) >= low && Math.max(first, close) <= high && volume >= 0;
        const later = openAt > before;
        before = openAt;
        return !(whole && later);
      });
      expect(bad).toEqual([]);
    });

    it('gives closed candles only', async () => {
      const market = await open();
      const { openAt, timeframe } = market.candles(symbol);
      expect(closedAt(openAt.at(-1) ?? Number.NaN, timeframe)).toBeLessThanOrEqual(market.now(symbol));
    });

    it('quotes the last close, or the running candle and says that it runs, with the close before and as of when', async () => {
      const market = await open();
      const quote = market.quote(symbol);
      expect(quote).toMatchObject(expectedQuote(market, symbol));
      const end = closedAt(quote.openAt, '1d');
      expect(quote.asOfAt, 'the end of the candle, or a moment within it').toSatisfy(at =>
        quote.live ? at >= quote.openAt && at < end : at === end,
      );
      expect(quote.provider.length).toBeGreaterThan(0);
      expect(market.now(symbol)).toSatisfy(now => (clockMoves ? now >= quote.asOfAt : now === quote.asOfAt));
      expect(market.now(), 'the default instrument').toBe(market.now(symbol));
    });

    it('makes weeks of its days', async () => {
      const market = await open();
      const [days, weeks] = [market.candles(symbol), market.candles(symbol, '1w')];
      expect(weeks).toMatchObject({ symbol, timeframe: '1w' });
      expect(weeks.length).toBeGreaterThan(0);
      const monday = weeks.openAt[0] ?? Number.NaN;
      expect(new Date(monday).getUTCDay()).toBe(1);
      const calendar = calendarOf(market.instrument(symbol).calendar);
      const within = [...candlesFrom(days, 0)].filter(
        ({ openAt }) => openAt >= monday && openAt <= closedAt(monday, '1w') && calendar.isTradingDay(dayOf(openAt)),
      );
      expect(weeks.close[0]).toBe(within.at(-1)?.close);
    });

    it('knows an instrument by its names in both languages', async () => {
      const market = await open();
      for (const given of [symbol, ...names]) {
        expect(market.instrument(given).symbol).toBe(symbol);
        expect(market.quote(given), 'and so do its figures').toEqual(market.quote(symbol));
      }
      expect(market.symbols()).toContain(symbol);
      expect(new Set(market.symbols()).size, 'each once').toBe(market.symbols().length);
    });

    it('refuses an unknown symbol with the known ones and the nearest, in both languages', async () => {
      const market = await open();
      const ask = cutOff ? [] : [() => market.update('SPXX')];
      const read = [() => market.quote('SPXX'), () => market.candles('SPXX'), () => market.instrument('SPXX')];
      for (const work of [...read, ...ask]) {
        const { code, message, text } = await thrownBy(work);
        expect(code).toBe('data.unknown-symbol');
        expect(message).toMatch(/Unknown symbol "SPXX"\. Known: .*SPX.* Did you mean "SPX"\?/);
        expect(text?.fr).toMatch(/Symbole inconnu « SPXX »\. Connus : .* Vouliez-vous dire « SPX » \?/);
      }
    });

    it('refuses what it has no history of, with what it has', async () => {
      const market = await open();
      for (const work of [() => market.quote('VIX'), () => market.candles('VIX'), () => market.now('VIX')]) {
        const { code, text } = await thrownBy(work);
        expect(code).toBe('data.no-history');
        expect(text?.en).toMatch(/no daily candles of "VIX" here\. With history: .*import_candles/);
        expect(text?.en).toContain(symbol);
        expect(text?.fr).toMatch(/pas de bougies quotidiennes de « VIX » ici\. Avec historique : .*import_candles/);
      }
      const shorter = await thrownBy(() => market.candles(symbol, '1m'));
      expect(shorter.code, 'nor a shorter timeframe').toBe('data.no-history');
    });

    it('gives the same answer twice, and a second market gives the same', async () => {
      const market = await open();
      expect(market.candles(symbol)).toEqual(market.candles(symbol));
      const second = await open();
      expect(second.candles(symbol)).toEqual(market.candles(symbol));
      expect(second.quote(symbol)).toEqual(market.quote(symbol));
    });

    it('has nothing new to bring right after it was opened, and an update changes nothing stored', async () => {
      const market = await open();
      const before = market.candles(symbol);
      expect(await market.update(names[0] ?? symbol)).toMatchObject({ symbol, timeframe: '1d', rows: 0 });
      expect(market.candles(symbol)).toEqual(before);
    });

    if (cutOff) {
      it('says of an unknown symbol that nobody could be asked', async () => {
        const market = await open();
        expect(await thrownBy(() => market.update('SPXX'))).toMatchObject({ blame: 'provider' });
      });
    }

    if (!openLater) return;
    it('later candles change nothing earlier', async () => {
      const [early, late] = [(await open()).candles(symbol), (await openLater()).candles(symbol)];
      expect(late.length).toBeGreaterThan(early.length);
      expect(sliceSeries(late, 0, early.length)).toEqual(early);
    });
  });
}
