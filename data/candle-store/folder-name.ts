/** Signs of symbols and providers that a folder name cannot hold on every system, and what stands for them. */
const pairs = [
  ['/', '_'],
  [':', '~'],
] as const;

/** `BTC/USD` as `BTC_USD`, `ccxt:binance` as `ccxt~binance`. Neither a symbol nor a provider holds `_` or `~`. */
export const toFolderName = (name: string): string =>
  pairs.reduce((text, [sign, written]) => text.replaceAll(sign, written), name);

export const fromFolderName = (folder: string): string =>
  pairs.reduce((text, [sign, written]) => text.replaceAll(written, sign), folder);
