import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Starts a real Chroma server on this computer alone (it knows no passwords) and keeps it until Ctrl+C:
 * `npm install --no-save chromadb@3.5.0 && node --import tsx test/kit/start-chroma.ts [port] [folder]`.
 */
const [port = '8000', folder = '.quaestor/chroma'] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}`;

const binary = (): string => {
  // The entry of the package lies one folder below its command.
  const main = createRequire(import.meta.url).resolve('chromadb');
  return join(dirname(main), '..', 'cli.mjs');
};

const server = spawn(process.execPath, [binary(), 'run', '--path', folder, '--host', '127.0.0.1', '--port', port], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.once('SIGTERM', () => server.kill());
server.once('exit', code => {
  console.error(
    `The Chroma server ended with ${code}. Its binary needs glibc 2.39: on an older system use its container.`,
  );
  process.exit(code ?? 1);
});
for (let tries = 0; tries < 100; tries += 1) {
  const answer = await fetch(`${url}/api/v2/heartbeat`).catch(() => undefined);
  if (answer?.ok) break;
  await pause(100);
}
console.log(`Chroma answers. Use it with: CHROMA_URL=${url}`);
