import { parseArgs } from 'node:util';
import { asQuaestorError } from '../../config/errors.ts';
import { Language } from '../../config/settings.ts';
import { openAgent } from '../open-agent.ts';
import { quietly, turnPrinter } from './turn-printer.ts';

const usage = 'Usage: npm run ask -- "question" [--user NAME] [--lang en|fr] [--json]';

type Asked = { question: string; user: string; language: Language | undefined; json: boolean };

/** @throws Error with the usage when the words are off */
function readArguments(argv: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      user: { type: 'string', default: 'owner' },
      lang: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const language = values.lang === undefined ? undefined : Language.safeParse(values.lang);
  if (language && !language.success) throw new Error(`--lang is "${values.lang}"; valid: en, fr.`);
  if (positionals.length === 0) throw new Error('There is no question.');
  return { question: positionals.join(' '), user: values.user, language: language?.data, json: values.json };
}

/** One turn from the command line. Exit code 0 when it was answered, 1 when the turn or a tool in it failed, 2 on wrong words. */
export async function ask(argv: readonly string[]): Promise<number> {
  const write = quietly(process.stdout);
  let asked: Asked;
  try {
    asked = readArguments(argv);
  } catch (thrown) {
    process.stderr.write(`${asQuaestorError(thrown).message}\n${usage}\n`);
    return 2;
  }
  const agent = await openAgent();
  const person = agent.person('script', asked.user, asked.language);
  const printer = asked.json ? undefined : turnPrinter(write, person.language, false);
  let failed = false;
  await agent.hear(
    { channel: 'script', personId: asked.user, text: asked.question, language: asked.language },
    event => {
      if (event.type === 'error' || (event.type === 'tool-result' && !event.ok)) failed = true;
      if (printer) printer.print(event);
      else write(`${JSON.stringify(event)}\n`);
    },
  );
  await agent.parts.close();
  return failed ? 1 : 0;
}
