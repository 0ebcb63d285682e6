import type { Exchange } from 'ccxt';
import { QuaestorError } from '../../config/errors.ts';
import { didYouMeanText } from '../../config/suggest.ts';
import { bodyMs, fetchJson, type JsonOptions, type JsonRequest } from './fetch-json.ts';

export type CcxtClient = {
  readonly exchange: Exchange;
  /** An instant (UTC ms) on the venue's clock that was over at its newest answer, where its answers tell the time. */
  passedAt(): number | undefined;
};

/** Many venues list spot, swaps, futures and options in as many calls; the cash market is what a portfolio holds. */
function spotOnly(exchange: Exchange): void {
  const listing: unknown = exchange.options.fetchMarkets;
  const types = typeof listing === 'object' && listing !== null && 'types' in listing ? listing.types : undefined;
  if (Array.isArray(types) && types.includes('spot')) Object.assign(listing as object, { types: ['spot'] });
}

/**
 * A client of one venue that speaks through `fetchJson`; ccxt itself is loaded here, at the first use.
 * It is public: no key, and it never retries by itself.
 * @throws QuaestorError `config.invalid` when ccxt knows no such venue
 */
export async function openCcxtClient(id: string, options: JsonOptions): Promise<CcxtClient> {
  const { default: ccxt } = await import('ccxt');
  const known: readonly string[] = ccxt.exchanges;
  if (!known.includes(id)) {
    const near = didYouMeanText(id, known);
    const list = known.join(', ');
    throw new QuaestorError(
      'config.invalid',
      {
        en: `market.ccxt.exchange is "${id}", which ccxt does not know.${near.en} Valid: ${list}.`,
        fr: `market.ccxt.exchange vaut « ${id} », que ccxt ne connaît pas.${near.fr} Valides : ${list}.`,
      },
      { exchange: id },
    );
  }
  const venues = ccxt as unknown as Record<string, new (config: object) => Exchange>;
  const Venue = venues[id];
  if (!Venue) throw new QuaestorError('config.invalid', `ccxt lists "${id}" without a client for it.`);
  const exchange = new Venue({ enableRateLimit: true, maxRetriesOnFailure: 0, timeout: options.timeoutMs + bodyMs });
  spotOnly(exchange);
  let passedAt: number | undefined;
  exchange.fetchImplementation = async (url: string, request: JsonRequest) => {
    const answer = await fetchJson(url, request, options);
    passedAt = answer.passedAt ?? passedAt;
    const { body, status, statusText, headers } = answer;
    return new Response(body, { status, statusText, headers });
  };
  return { exchange, passedAt: () => passedAt };
}
