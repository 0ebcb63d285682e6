import { QuaestorError } from '../config/errors.ts';
import { didYouMean } from '../config/suggest.ts';
import { translateTo } from '../config/text.ts';
import { Card } from '../tools/card.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { Agent } from './agent.ts';
import { commands } from './commands.ts';
import { notYourAccount } from './door.ts';
import type { Emit } from './events.ts';
import { hearsOfAccount, type Person } from './people.ts';
import { isNamed, type SaidCommand } from './read-said.ts';
import { argumentsOf } from './tool-arguments.ts';

/** Runs a command of the agent, or the command of a tool. */
export async function runCommand(
  agent: Agent,
  person: Person,
  said: SaidCommand,
  context: ToolContext,
  emit: Emit,
): Promise<void> {
  const { written: name, rest } = said;
  const t = translateTo(person.language);
  const command = commands.find(one => isNamed(said, one));
  if (command) {
    if (command.account && !hearsOfAccount(person)) throw notYourAccount(person);
    if (command.forOne && person.overheard) throw notYourAccount(person);
    const made = await command.run({ agent, person, rest, t, emit });
    if (!made) return;
    const card = Card.parse(made);
    emit({ type: 'tool-result', id: `/${command.en}`, name: command.en, ok: true, card });
    emit({ type: 'answer-end', text: card.lead ?? '', answeredBy: 'command', asOf: agent.asOf() });
    return;
  }
  const tool = agent.parts.tools.find(one => one.command && isNamed(said, one.command));
  if (!tool) {
    const known = [...commands, ...agent.parts.tools.flatMap(one => one.command ?? [])].map(
      one => one[person.language],
    );
    throw new QuaestorError('user.unknown-command', {
      en: `There is no command "/${name}".${didYouMean(name, known)} /help lists all of them.`,
      fr: `La commande « /${name} » n'existe pas. /aide les liste toutes.`,
    });
  }
  const args = { ...defaultsFor(tool, context), ...argumentsOf(tool, rest) };
  const passed = await agent.parts.door.pass({ id: `/${tool.name}`, name: tool.name, args }, person, context, emit);
  emit({ type: 'answer-end', text: passed.lead ?? passed.text, answeredBy: 'command', asOf: agent.asOf() });
}

const defaultsFor = (tool: Tool, context: ToolContext): Record<string, unknown> =>
  'symbol' in tool.input.shape && !tool.input.shape.symbol?.safeParse(undefined).success
    ? { symbol: context.settings.market.defaultSymbol }
    : {};
