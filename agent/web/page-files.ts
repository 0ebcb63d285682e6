import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export type PageFile = { content: string; type: string };

const folder = new URL('../page/', import.meta.url);

/** A TypeScript or CSS file of the page with everything that it imports, as one file: built before, or made now. */
async function bundle(entry: string): Promise<string> {
  const built = new URL(`${entry}.built`, folder);
  if (existsSync(built)) return readFile(built, 'utf8');
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [fileURLToPath(new URL(entry, folder))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return result.outputFiles[0]?.text ?? '';
}

const makers: Readonly<Record<string, { type: string; make: () => Promise<string> }>> = {
  '/': { type: 'text/html; charset=utf-8', make: () => readFile(new URL('index.html', folder), 'utf8') },
  '/style.css': { type: 'text/css; charset=utf-8', make: () => bundle('style.css') },
  '/icon.svg': { type: 'image/svg+xml', make: () => readFile(new URL('icon.svg', folder), 'utf8') },
  '/main.js': { type: 'text/javascript; charset=utf-8', make: () => bundle('main.ts') },
  '/echarts.js': { type: 'text/javascript; charset=utf-8', make: () => bundle('echarts.ts') },
};

const made = new Map<string, Promise<string>>();

/** A file of the web page by its path, made once; undefined for every other path. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const maker = Object.hasOwn(makers, path) ? makers[path] : undefined;
  if (!maker) return undefined;
  const content = made.get(path) ?? maker.make();
  made.set(path, content);
  // A file that could not be made is made again at the next request.
  content.catch(() => made.delete(path));
  return { content: await content, type: maker.type };
}
