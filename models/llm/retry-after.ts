/** A provider that asks for more than an hour is asked again after an hour: a broken header must not end a link. */
const longestMs = 3_600_000;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function headerOf(error: Record<string, unknown>, name: string): string | undefined {
  const { headers } = error;
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = isRecord(headers) ? headers[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** RFC 9110, 10.2.3: seconds or a date. */
function fromHeader(value: string, now: number): number | undefined {
  const seconds = Number(value);
  if (value.trim() !== '' && Number.isFinite(seconds)) return seconds * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - now;
}

/** Gemini sends no header but a `google.rpc.RetryInfo` such as `{ retryDelay: "37s" }` in the body's details. */
function fromBody(error: Record<string, unknown>): number | undefined {
  const body = isRecord(error.data) && isRecord(error.data.error) ? error.data.error : undefined;
  for (const detail of Array.isArray(body?.details) ? body.details : []) {
    const delay =
      isRecord(detail) && typeof detail.retryDelay === 'string' ? /^([\d.]+)s$/.exec(detail.retryDelay) : null;
    if (delay) return Number(delay[1]) * 1000;
  }
  return undefined;
}

/** How long a failed call asks us to wait, in milliseconds; undefined where it does not say, at most one hour. */
export function retryAfter(error: unknown, now: number): number | undefined {
  if (!isRecord(error)) return undefined;
  const exactMs = Number(headerOf(error, 'retry-after-ms') ?? Number.NaN);
  const header = headerOf(error, 'retry-after');
  const asked = Number.isFinite(exactMs) ? exactMs : header === undefined ? fromBody(error) : fromHeader(header, now);
  return asked === undefined || Number.isNaN(asked) ? undefined : Math.min(Math.max(asked, 0), longestMs);
}
