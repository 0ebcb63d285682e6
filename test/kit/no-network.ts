import { Socket } from 'node:net';

/** Tests speak with this machine only: a connection to anywhere else throws. */
const loopback = /^(127\.|::1$|localhost$|\[::1\]$)/;

const connect = Socket.prototype.connect;

const hostOf = (options: unknown): string => {
  const [first, second] = Array.isArray(options) ? options : [options, undefined];
  if (typeof first === 'object' && first !== null)
    return 'path' in first && first.path ? 'localhost' : String((first as { host?: string }).host ?? 'localhost');
  return typeof second === 'string' ? second : 'localhost';
};

Socket.prototype.connect = function guarded(this: Socket, ...given: unknown[]) {
  const host = hostOf(Array.isArray(given[0]) ? given[0] : given);
  if (!loopback.test(host)) throw new Error(`A test tried to reach "${host}": tests stay on this machine.`);
  return Reflect.apply(connect, this, given);
} as typeof connect;
