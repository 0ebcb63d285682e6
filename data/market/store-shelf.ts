import type { CandleStore } from '../candle-store/candle-store.ts';
import type { HistorySource } from './history-source.ts';

/** What the store holds of one provider. */
export const providerShelf = (store: CandleStore, provider: string): HistorySource => ({
  name: provider,
  symbols: () => [
    ...new Set(
      store
        .series()
        .filter(one => one.provider === provider)
        .map(one => one.symbol),
    ),
  ],
  read: (symbol, timeframe) => store.readFrom(provider, symbol, timeframe),
});

/** What people imported: everything in the store but the candles of the live providers. The newest import serves. */
export function importShelf(store: CandleStore, live: readonly string[]): HistorySource {
  const imports = () => store.series().filter(one => !live.includes(one.provider));
  const chosen = (symbol: string, timeframe: string) =>
    imports()
      .filter(one => one.symbol === symbol && one.timeframe === timeframe)
      .sort((a, b) => b.importedAt - a.importedAt)[0]?.provider;
  return {
    name: 'store',
    symbols: () => [...new Set(imports().map(one => one.symbol))],
    read: (symbol, timeframe) => {
      const provider = chosen(symbol, timeframe);
      return provider === undefined ? undefined : store.readFrom(provider, symbol, timeframe);
    },
    providerOf: (symbol, timeframe) => chosen(symbol, timeframe) ?? 'store',
  };
}
