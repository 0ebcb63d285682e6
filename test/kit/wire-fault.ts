import type { ServerResponse } from 'node:http';

/** One bad answer of a loopback market server. */
export type WireFault =
  | 'truncated' // JSON that breaks off, with a length that fits
  | 'cut-off' // the connection dies in the middle of the body
  | 'html' // a web page with status 200
  | 'empty-body'
  | 'hang' // no answer at all
  | Readonly<{ status: number; body?: string; headers?: Readonly<Record<string, string>> }>;

const page = '<!DOCTYPE html><html><head><title>Before you continue</title></head><body>Consent</body></html>';

/** Sends `body` the wrong way. */
export function sendFault(response: ServerResponse, fault: WireFault, body: string): void {
  if (fault === 'hang') return;
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  } else if (fault === 'empty-body') {
    response.writeHead(200, { 'content-type': 'application/json' }).end();
  } else if (fault === 'truncated') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body.slice(0, Math.floor(body.length / 2)));
  } else if (fault === 'cut-off') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) });
    response.write(body.slice(0, Math.floor(body.length / 2)));
    setTimeout(() => response.destroy(), 5);
  } else {
    const headers = { 'content-type': 'application/json', ...fault.headers };
    response.writeHead(fault.status, headers).end(fault.body ?? '');
  }
}

/** Faults that the next answers to one kind of request have, first in, first out. */
export class FaultQueue {
  readonly #queued = new Map<string, WireFault[]>();

  add(kind: string, ...faults: WireFault[]): void {
    this.#queued.set(kind, [...(this.#queued.get(kind) ?? []), ...faults]);
  }

  next(kind: string): WireFault | undefined {
    return this.#queued.get(kind)?.shift();
  }

  /** Faults that nobody ran into. */
  get left(): number {
    return [...this.#queued.values()].reduce((sum, one) => sum + one.length, 0);
  }
}
