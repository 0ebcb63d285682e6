import { describe, expect, it } from 'vitest';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { candlesFrom, closedAt, sliceSeries } from '../../data/candle.ts';
import type { MarketData } from '../../data/market/market-data.ts';

export type MarketWorld = {
  /** A market that has SPX in daily candles, and no VIX. */
  open(): MarketData;
  /** The same with candles after its last one; absent where there can be none. */
  openLater?(): MarketData;
};

function thrownBy(work: () => unknown): QuaestorError {
  try {
    work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

/** What every source of market data does. */
export function marketDataContract(name: string, { open, openLater }: MarketWorld): void {
  describe(`${name} as market data`, () => {
    it('gives whole candles, oldest first, strictly increasing', () => {
      const series = open().candles('SPX');
      expect(series).toMatchObject({ symbol: 'SPX', timeframe: '1d' });
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

    it('gives closed candles only', () => {
      const market = open();
      const { openAt, timeframe } = market.candles('SPX');
      expect(closedAt(openAt.at(-1) ?? Number.NaN, timeframe)).toBeLessThanOrEqual(market.now('SPX'));
    });

    it('quotes the last close, with the close before and as of when', () => {
      const market = open();
      const { close, openAt } = market.candles('SPX');
      const quote = market.quote('SPX');
      expect(quote).toMatchObject({
        symbol: 'SPX',
        price: close.at(-1),
        previousClose: close.at(-2),
        openAt: openAt.at(-1),
      });
      expect(quote.asOfAt).toBe(closedAt(quote.openAt, '1d'));
      expect(quote.provider.length).toBeGreaterThan(0);
      expect(market.now('SPX')).toBe(quote.asOfAt);
      expect(market.now(), 'the default instrument').toBe(quote.asOfAt);
    });

    it('knows an instrument by its names in both languages', () => {
      const market = open();
      for (const given of ['SPX', 'spx', 'S&P 500', ' sp500 ', 'La Bourse', 'the index']) {
        expect(market.instrument(given).symbol).toBe('SPX');
        expect(market.quote(given), 'and so do its figures').toEqual(market.quote('SPX'));
      }
      expect(market.symbols()).toContain('SPX');
      expect(new Set(market.symbols()).size, 'each once').toBe(market.symbols().length);
    });

    it('refuses an unknown symbol with the known ones and the nearest, in both languages', () => {
      const market = open();
      for (const work of [() => market.quote('SPXX'), () => market.candles('SPXX'), () => market.instrument('SPXX')]) {
        const { code, message, text } = thrownBy(work);
        expect(code).toBe('data.unknown-symbol');
        expect(message).toMatch(/Unknown symbol "SPXX"\. Known: .*SPX.* Did you mean "SPX"\?/);
        expect(text?.fr).toMatch(/Symbole inconnu « SPXX »\. Connus : .* Vouliez-vous dire « SPX » \?/);
      }
    });

    it('refuses what it has no history of, with what it has', () => {
      const market = open();
      for (const work of [() => market.quote('VIX'), () => market.candles('VIX'), () => market.now('VIX')]) {
        const { code, text } = thrownBy(work);
        expect(code).toBe('data.no-history');
        expect(text?.en).toMatch(/no 1d history of "VIX" here\. With history: .*SPX.*import_candles/);
        expect(text?.fr).toMatch(/pas d'historique 1d de « VIX » ici\. Avec historique : .*SPX.*import_candles/);
      }
      expect(thrownBy(() => market.candles('SPX', '1m')).code, 'nor another timeframe').toBe('data.no-history');
    });

    it('gives the same answer twice, and a second market gives the same', () => {
      const market = open();
      expect(market.candles('SPX')).toEqual(market.candles('SPX'));
      expect(open().candles('SPX')).toEqual(market.candles('SPX'));
      expect(open().quote('SPX')).toEqual(market.quote('SPX'));
    });

    if (!openLater) return;
    it('later candles change nothing earlier', () => {
      const [early, late] = [open().candles('SPX'), openLater().candles('SPX')];
      expect(late.length).toBeGreaterThan(early.length);
      expect(sliceSeries(late, 0, early.length)).toEqual(early);
    });
  });
}
