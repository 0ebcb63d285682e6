import { z } from 'zod';
import { asQuaestorError, QuaestorError } from '../config/errors.ts';
import { errorText } from '../config/messages.ts';
import type { Translate } from '../config/text.ts';
import { Card, type CardInput } from './card.ts';
import { printedCard } from './printed-card.ts';
import { shortened, withShortQuotes } from './short-quotes.ts';
import type { ToolContext } from './tool-context.ts';

/** What a tool may do to the world. Role, approval, parallelism and hints derive from this one word. */
export const Effect = z.enum(['read', 'write', 'propose', 'admin']);
export type Effect = z.infer<typeof Effect>;

/** A tool: one file that says what it is for, what it takes, what it gives, and how both readers see the result. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodType> {
  /** `verb_noun`, as the model calls it. */
  name: string;
  description: string;
  /** Sentences in both languages that ask for it: help, few-shot, and the offline planner. */
  examples: readonly string[];
  effect: Effect;
  /** For work that may take long by its nature: seconds instead of the setting llm.toolSeconds. */
  seconds?: number;
  /** True: its result holds text from outside, so that a draft made later in the turn is tainted. */
  taints?: boolean;
  /** True: its result tells of the account, which strangers do not see. */
  account?: boolean;
  /** True: people may judge its answer, which is kept with their judgement as a label for training. */
  rated?: boolean;
  input: Input;
  output: Output;
  run(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>> | z.input<Output>;
  /** What the model reads, in English. Default: the output as JSON. */
  say?(output: z.output<Output>, input: z.output<Input>): string;
  /** What a person sees. */
  show(output: z.output<Output>, t: Translate, input: z.output<Input>): CardInput;
  /** Its slash command, if it has one. */
  command?: { en: string; fr: string };
}

export type ToolResult =
  | { ok: true; output: unknown; text: string; card: Card }
  | { ok: false; error: QuaestorError; text: string; card: Card };

/** A tool with its types folded in, so that tools of all shapes stand in one list. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly effect: Effect;
  readonly taints: boolean;
  readonly account: boolean;
  readonly rated: boolean;
  readonly input: z.ZodObject;
  readonly command?: { en: string; fr: string };
  /** Parses in, runs, parses out. Never throws. */
  call(rawInput: unknown, context: ToolContext): Promise<ToolResult>;
}

const faultsOf = (error: z.ZodError, raw: unknown): string =>
  error.issues
    .map(issue => `"${issue.path.map(String).join('.') || 'input'}": ${issue.message}`)
    .concat(`given: ${shortened(JSON.stringify(raw) ?? 'nothing')}`)
    .join('; ');

const failure = (error: QuaestorError, name: string, context: ToolContext): ToolResult => {
  const reference = context.reference();
  const logged = error.blame === 'bug' || error.blame === 'config';
  if (logged) context.log.error('tool failed', { tool: name, reference, error });
  const text =
    error.blame === 'bug'
      ? `The tool ${name} failed (${reference}).`
      : `${error.code}: ${withShortQuotes(error.message)}`;
  const lead = withShortQuotes(context.t(errorText(error, reference)));
  return { ok: false, error, text, card: Card.parse({ title: name, lead, tone: 'bad' }) };
};

/** The result, or an error once the tool has taken longer than it may. */
async function inTime(result: Promise<ToolResult>, name: string, seconds: number): Promise<ToolResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new QuaestorError('tool.timeout', {
      en: `${name} took longer than ${seconds} seconds and was given up.`,
      fr: `${name} a pris plus de ${seconds} secondes et a été abandonné.`,
    });
    timer = setTimeout(() => reject(error), seconds * 1000);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}

/** Makes a tool of its definition. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  const { name, description, examples, effect, input, output, command } = definition;
  const attempt = async (rawInput: unknown, context: ToolContext): Promise<ToolResult> => {
    const given = input.safeParse(rawInput ?? {});
    if (!given.success) {
      throw new QuaestorError('tool.bad-input', `${name} got a wrong input: ${faultsOf(given.error, rawInput)}.`, {
        tool: name,
      });
    }
    const made = output.safeParse(await definition.run(given.data, context));
    if (!made.success) {
      throw new QuaestorError('tool.bad-output', `${name} made a wrong output: ${faultsOf(made.error, undefined)}.`, {
        tool: name,
      });
    }
    const text = definition.say?.(made.data, given.data) ?? JSON.stringify(made.data);
    const card = printedCard(Card.parse(definition.show(made.data, context.t, given.data)), context.t);
    return { ok: true, output: made.data, text, card };
  };
  return {
    name,
    description,
    examples,
    effect,
    taints: definition.taints ?? false,
    account: definition.account ?? false,
    rated: definition.rated ?? false,
    input,
    ...(command ? { command } : {}),
    call: (rawInput, context) =>
      inTime(attempt(rawInput, context), name, definition.seconds ?? context.settings.llm.toolSeconds).catch(
        (thrown: unknown) => failure(asQuaestorError(thrown), name, context),
      ),
  };
}

/** Calls a tool: the one way in for chat, scripts and tests. Nothing escapes it as an exception. */
export const callTool = (tool: Tool, rawInput: unknown, context: ToolContext): Promise<ToolResult> =>
  tool.call(rawInput, context);
