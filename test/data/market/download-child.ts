import { wallClock } from '../../../config/clock.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { CcxtSource } from '../../../data/market/ccxt-source.ts';
import { download } from '../../../data/market/download.ts';
import { StoreSink } from '../../../data/market/store-sink.ts';

/** Downloads hours of BTC/USDT from a loopback venue into a store, until somebody kills it. */
const [origin = '', folder = '', from = '', until = ''] = process.argv.slice(2);

const source = new CcxtSource({ exchange: 'binance', timeoutMs: 20_000, clock: wallClock, origin });
const instrument = new InstrumentRegistry().resolve('BTC/USDT');
const sink = new StoreSink(new CandleStore(folder), { provider: source.name, instrument, timeframe: '1h' });
await download(source, { instrument, timeframe: '1h', fromAt: Number(from), untilAt: Number(until) }, sink);
