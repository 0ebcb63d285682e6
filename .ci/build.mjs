// Puts what the compiler does not carry beside the compiled files: data, words, migrations, and the page's bundles.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const assets = [
  'config/settings.yaml',
  'config/feature-sets.yaml',
  'data/migrations',
  'data/sample',
  'data/news/headline-weights.bin',
  'data/news/ATTRIBUTION.md',
  'agent/page/index.html',
  'agent/page/icon.svg',
];
for (const path of assets) cpSync(path, `dist/${path}`, { recursive: true });
cpSync('knowledge/glossary', 'dist/knowledge/glossary', { recursive: true, filter: path => !path.endsWith('.ts') });
mkdirSync('dist/agent/page', { recursive: true });
for (const entry of ['main.ts', 'style.css', 'echarts.ts']) {
  const options = { bundle: true, format: 'esm', target: 'es2022', minify: true, write: false };
  const define = { 'process.env.NODE_ENV': '"production"' };
  const { outputFiles } = await build({ entryPoints: [`agent/page/${entry}`], define, ...options });
  writeFileSync(`dist/agent/page/${entry}.built`, outputFiles[0].text);
}
