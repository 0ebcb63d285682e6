import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

export type FakeFile = { readonly name: string; readonly type: string; readonly data: Buffer };

/** A call of the REST API as it came: JSON, or a form with `payload_json` and files. */
export type FakeRequest = {
  readonly method: string;
  /** Without "/api/v10", decoded. */
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
  readonly files: readonly FakeFile[];
};

async function readForm(bytes: Buffer, type: string): Promise<Pick<FakeRequest, 'body' | 'files'>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: FakeFile[] = [];
  for (const [key, value] of form) {
    if (!/^files\[\d+\]$/.test(key) || typeof value === 'string') continue;
    files.push({ name: value.name, type: value.type, data: Buffer.from(await value.arrayBuffer()) });
  }
  return { body: JSON.parse(z.string().parse(form.get('payload_json'))), files };
}

export async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const bytes = Buffer.concat(await incoming.toArray());
  const type = incoming.headers['content-type'] ?? '';
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, '');
  const known = { method: incoming.method ?? '', path, token: incoming.headers.authorization };
  if (type.startsWith('multipart/')) return { ...known, ...(await readForm(bytes, type)) };
  return { ...known, body: bytes.length === 0 ? undefined : JSON.parse(bytes.toString('utf8')), files: [] };
}
