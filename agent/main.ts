import { QuaestorError } from '../config/errors.ts';

/** The ways in from the command line; each loads only what it needs. */
const ways: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  start: async () => (await import('./channels/start.ts')).start(),
  chat: async argv => (await import('./channels/chat.ts')).chat(argv),
  ask: async argv => (await import('./channels/ask.ts')).ask(argv),
  tool: async argv => (await import('./channels/tool-script.ts')).toolScript(argv),
  mcp: async () => (await import('./channels/mcp.ts')).mcp(),
  demo: async () => (await import('./channels/demo.ts')).demo(),
};

const [name = 'start', ...argv] = process.argv.slice(2);
const way = Object.hasOwn(ways, name) ? ways[name] : undefined;
if (!way) {
  process.stderr.write(`Unknown way in "${name}". Known: ${Object.keys(ways).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await way(argv);
  } catch (thrown) {
    if (!(thrown instanceof QuaestorError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = 1;
  }
}
