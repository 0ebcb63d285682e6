import { z } from 'zod';
import { asQuaestorError } from '../../config/errors.ts';
import { didYouMean } from '../../config/suggest.ts';
import { translateTo } from '../../config/text.ts';
import type { Tool } from '../../tools/tool.ts';
import type { Agent } from '../agent.ts';
import { openAgent } from '../open-agent.ts';
import { typedValue } from '../tool-arguments.ts';
import { cardText } from './card-text.ts';
import { Interrupt } from './interrupt.ts';
import { ProgressBar } from './progress-bar.ts';
import { quietly } from './turn-printer.ts';

const usage = 'Usage: npm run tool -- --list | NAME [--key value ...] [--json] [--help]';

const stopping = {
  en: 'Stopping. Press again to leave at once.',
  fr: 'Arrêt en cours. Appuyez encore pour quitter tout de suite.',
};

class UsageError extends Error {}

type Field = { name: string; type: string; required: boolean; about: string };

/** The flags of a tool, from its zod schema. */
export function fieldsOf(tool: Tool): Field[] {
  const schema = z.toJSONSchema(tool.input, { io: 'input' });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const {
      type,
      enum: choices,
      anyOf,
      items,
      description = '',
      default: standard,
    } = typeof property === 'object' ? property : {};
    const options = choices ?? anyOf?.flatMap(one => (typeof one === 'object' && 'const' in one ? [one.const] : []));
    const inner =
      typeof items === 'object' && !Array.isArray(items) ? `${items.enum?.join('|') ?? items.type},...` : undefined;
    const kind = inner ?? options?.join('|') ?? String(type ?? 'text');
    const said = standard === undefined ? description : `${description} (default ${JSON.stringify(standard)})`;
    return { name, type: kind, required: required.has(name), about: said };
  });
}

function helpOf(tool: Tool): string {
  const rows = fieldsOf(tool).map(
    ({ name, type, required, about }) => `  --${name} <${type}>${required ? ' (required)' : ''}  ${about}`,
  );
  return [
    `${tool.name}: ${tool.description}`,
    `effect: ${tool.effect}`,
    ...rows,
    '  --json  print the output as JSON',
    '',
  ].join('\n');
}

/** @throws UsageError naming the valid flags */
function flagOf(tool: Tool, word: string): { name: string; inline: string | undefined } {
  const valid = fieldsOf(tool).map(field => field.name);
  const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (valid.includes(name)) return { name, inline };
  const list = valid.map(one => `--${one}`).join(', ') || 'none';
  throw new UsageError(`Unknown flag "${word}" of ${tool.name}.${didYouMean(name, valid)} Valid: ${list}, --json.`);
}

/** `--key value`, `--key=value` and bare `--key` as the tool's input. */
function readFlags(tool: Tool, words: readonly string[]): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (let i = 0; i < words.length; i += 1) {
    const { name, inline } = flagOf(tool, words[i] ?? '');
    const next = words[i + 1];
    const takesNext = inline === undefined && next !== undefined && !next.startsWith('--');
    args[name] = typedValue(tool, name, inline ?? (takesNext ? next : ''));
    if (takesNext) i += 1;
  }
  return args;
}

async function callOnce(
  agent: Agent,
  tool: Tool,
  words: readonly string[],
  write: (text: string) => void,
): Promise<number> {
  const json = words.includes('--json');
  const args = readFlags(
    tool,
    words.filter(word => word !== '--json'),
  );
  const faults = tool.input.safeParse(args);
  if (!faults.success) {
    const list = faults.error.issues.map(issue => `--${issue.path.map(String).join('.')}: ${issue.message}`);
    throw new UsageError(`${list.join('\n')}\n${helpOf(tool)}`);
  }
  const person = agent.person('script', 'owner');
  const bar = new ProgressBar(person.language);
  const interrupt = new Interrupt(() => {
    bar.close();
    process.stderr.write(`${translateTo(person.language)(stopping)}\n`);
  });
  const context = agent.parts.contextFor(person, interrupt.signal, () => agent.reference());
  const approve = (id: string) => `→ npm run ask -- "/approve ${id}"`;
  const passed = await agent.parts.door
    .pass({ id: tool.name, name: tool.name, args }, person, context, event => {
      if (!interrupt.signal.aborted) bar.show(event);
      const card = event.type === 'tool-result' || event.type === 'proposal-made' ? event.card : undefined;
      if (card && !json) write(`${cardText(card, { withLead: true, width: 92, approve })}\n`);
    })
    .finally(() => interrupt.close());
  if (json) write(`${JSON.stringify(passed.output, null, 2)}\n`);
  if (passed.ok) return 0;
  return interrupt.exitCode ?? 1;
}

function listOf(tools: readonly Tool[]): string {
  const width = Math.max(...tools.map(tool => tool.name.length));
  return `${tools.map(tool => `${tool.name.padEnd(width)}  ${tool.effect.padEnd(7)}  ${tool.description}`).join('\n')}\n`;
}

async function run(
  agent: Agent,
  [name = '--help', ...words]: readonly string[],
  write: (text: string) => void,
): Promise<number> {
  const { tools } = agent.parts;
  const tool = tools.find(one => one.name === name);
  if (tool && !words.includes('--help')) return callOnce(agent, tool, words, write);
  if (tool) write(helpOf(tool));
  else if (name === '--list') write(listOf(tools));
  else if (name === '--help') write(`${usage}\n`);
  else {
    const names = tools.map(one => one.name);
    throw new UsageError(`Unknown tool "${name}".${didYouMean(name, names)} Known: ${names.join(', ')}.\n${usage}`);
  }
  return 0;
}

/** The tools as scripts. Exit code 0 when it worked, 1 when the tool failed, 2 when the words were wrong, 130 after Ctrl-C. */
export async function toolScript(argv: readonly string[]): Promise<number> {
  const agent = await openAgent();
  try {
    return await run(agent, argv, quietly(process.stdout));
  } catch (thrown) {
    process.stderr.write(`${asQuaestorError(thrown).message}\n`);
    return thrown instanceof UsageError ? 2 : 1;
  } finally {
    await agent.parts.close();
  }
}
