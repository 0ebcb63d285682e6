import { QuaestorError } from '../config/errors.ts';
import { didYouMean, fold } from '../config/suggest.ts';
import { translateTo } from '../config/text.ts';
import { Card } from '../tools/card.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { Agent } from './agent.ts';
import { commands } from './commands.ts';
import { notYourAccount } from './door.ts';
import type { Emit } from './events.ts';
import type { Person } from './people.ts';
import { argumentsOf } from './tool-arguments.ts';

/** Runs `/name rest`: a command of the agent, or the command of a tool. */
export async function runCommand(
  agent: Agent,
  person: Person,
  text: string,
  context: ToolContext,
  emit: Emit,
): Promise<void> {
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const wanted = fold(name);
  const t = translateTo(person.language);
  const named = (one: { en: string; fr: string }) => fold(one.en) === wanted || fold(one.fr) === wanted;
  const command = commands.find(named);
  if (command) {
    if (command.account && person.stranger) throw notYourAccount();
    const made = await command.run({ agent, person, rest: rest.trim(), t, emit });
    if (!made) return;
    const card = Card.parse(made);
    emit({ type: 'tool-result', id: `/${command.en}`, name: command.en, ok: true, card });
    emit({ type: 'answer-end', text: card.lead ?? '', answeredBy: 'command', asOf: agent.asOf() });
    return;
  }
  const tool = agent.parts.tools.find(one => one.command && named(one.command));
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
