import { QuaestorError } from '../../config/errors.ts';
import { rateLimited, refused, timedOut, unavailable, unlisted } from './provider-error.ts';

/** Names of a thrown value's classes, its own first: ccxt's errors say by class what happened. */
function classesOf(thrown: unknown): string[] {
  const names: string[] = [];
  for (let one: unknown = thrown; typeof one === 'object' && one !== null; one = Object.getPrototypeOf(one))
    names.push(one.constructor.name);
  return names;
}

type Asked = { source: string; symbol: string; timeoutMs: number };
type Meaning = (reason: string, asked: Asked, cause: unknown) => QuaestorError;

/** ccxt's classes by what they mean here; a subclass stands before the class that it belongs to. */
const meanings: Readonly<Record<string, Meaning>> = {
  RateLimitExceeded: (_, { source }, cause) => rateLimited(source, 429, undefined, cause),
  DDoSProtection: (_, { source }, cause) => rateLimited(source, 429, undefined, cause),
  RequestTimeout: (_, { source, timeoutMs }, cause) => timedOut(source, timeoutMs, cause),
  BadSymbol: (_, { source, symbol }, cause) => unlisted(source, symbol, cause),
  RestrictedLocation: (reason, { source }, cause) => refused(source, reason, cause),
  AuthenticationError: (reason, { source }, cause) => refused(source, reason, cause),
  OperationFailed: (reason, { source }, cause) => unavailable(source, reason, cause),
  BaseError: (reason, { source }, cause) => refused(source, reason, cause),
};

/** What ccxt threw as an error of ours; what is ours already, and a fault of the program, pass as they are. */
export function ccxtError(thrown: unknown, asked: Asked): unknown {
  if (thrown instanceof QuaestorError) return thrown;
  const meaning = classesOf(thrown)
    .map(name => meanings[name])
    .find(one => one !== undefined);
  const reason = thrown instanceof Error ? thrown.message.slice(0, 200) : '';
  return meaning ? meaning(reason, asked, thrown) : thrown;
}
