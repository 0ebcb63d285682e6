import { QuaestorError } from '../../config/errors.ts';

/** What a live source may answer with instead of figures; every text names the source and says what to do. */

export const rateLimited = (source: string, status: number, retryAfterMs: number | undefined, cause?: unknown) => {
  const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  return new QuaestorError(
    'provider.rate-limited',
    {
      en: `${source} takes no more requests for now (HTTP ${status}).${seconds === undefined ? '' : ` It asks to wait ${seconds} s.`} Ask again later.`,
      fr: `${source} n'accepte plus de requêtes pour le moment (HTTP ${status}).${seconds === undefined ? '' : ` Il demande d'attendre ${seconds} s.`} Reposez la question plus tard.`,
    },
    { source, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
    cause,
  );
};

export const timedOut = (source: string, timeoutMs: number, cause?: unknown) =>
  new QuaestorError(
    'provider.timeout',
    {
      en: `${source} did not answer within ${timeoutMs / 1000} s. Ask again in a moment.`,
      fr: `${source} n'a pas répondu en ${timeoutMs / 1000} s. Reposez la question dans un instant.`,
    },
    { source, timeoutMs },
    cause,
  );

export const unavailable = (source: string, reason: string, cause?: unknown) =>
  new QuaestorError(
    'provider.unavailable',
    {
      en: `${source} gives no usable answer just now: ${reason}. Ask again in a moment.`,
      fr: `${source} ne donne pas de réponse utilisable pour le moment : ${reason}. Reposez la question dans un instant.`,
    },
    { source, reason },
    cause,
  );

export const refused = (source: string, reason: string, cause?: unknown) =>
  new QuaestorError(
    'provider.refused',
    {
      en: `${source} refuses to answer: ${reason}. Asking again will not help; another provider may serve (setting market.provider).`,
      fr: `${source} refuse de répondre : ${reason}. Redemander ne servira à rien ; un autre fournisseur peut convenir (réglage market.provider).`,
    },
    { source, reason },
    cause,
  );

export const unlisted = (source: string, symbol: string, cause?: unknown) =>
  new QuaestorError(
    'data.unknown-symbol',
    {
      en: `${source} does not list "${symbol}". Check the spelling (a share such as AAPL, a pair such as BTC/USDT) or choose another provider.`,
      fr: `${source} ne cote pas « ${symbol} ». Vérifiez l'orthographe (une action comme AAPL, une paire comme BTC/USDT) ou choisissez un autre fournisseur.`,
    },
    { source, symbol },
    cause,
  );
