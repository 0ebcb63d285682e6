import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { QuaestorError } from '../config/errors.ts';
import type { Settings } from '../config/settings.ts';
import { shippedStrategies } from '../models/backtest/strategies.ts';
import type { Strategy } from '../models/backtest/strategy.ts';
import { shippedTools } from '../tools/index.ts';
import type { Tool } from '../tools/tool.ts';

const bad = (path: string, reason: string, cause?: unknown): QuaestorError =>
  new QuaestorError('config.bad-plugin', `The plugin "${path}" cannot be used: ${reason}`, { path }, cause);

async function defaultExport(path: string): Promise<unknown> {
  const file = resolve(path);
  if (!existsSync(file)) throw bad(path, `there is no file "${file}".`);
  try {
    const loaded: Record<string, unknown> = await import(pathToFileURL(file).href);
    return loaded.default;
  } catch (cause) {
    throw bad(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const hasStrings = (value: Record<string, unknown>, ...names: string[]): boolean =>
  names.every(name => typeof value[name] === 'string' && value[name] !== '');

/** What a tool plugin lacks, or undefined when it is one. */
function toolFault(made: unknown): string | undefined {
  if (!isObject(made)) return 'its default export is not a tool: make it with defineTool({ ... }).';
  if (!hasStrings(made, 'name', 'description', 'effect') || typeof made.call !== 'function' || !isObject(made.input)) {
    return 'its default export is not a tool: make it with defineTool({ ... }).';
  }
  if (!/^[a-z]+(_[a-z0-9]+)+$/.test(String(made.name))) return `the name "${made.name}" is not verb_noun.`;
  return Array.isArray(made.examples) && made.examples.length > 0 ? undefined : 'it has no examples.';
}

function strategyFault(made: unknown): string | undefined {
  if (!isObject(made) || !hasStrings(made, 'name') || typeof made.decide !== 'function' || !isObject(made.parameters)) {
    return 'its default export is not a strategy: { name, title, nicknames, parameters, decide }.';
  }
  return isObject(made.title) && Array.isArray(made.nicknames)
    ? undefined
    : 'it lacks a title in both languages or nicknames.';
}

async function openAll<T extends { name: string }>(
  paths: readonly string[],
  shipped: readonly { name: string }[],
  faultOf: (made: unknown) => string | undefined,
): Promise<T[]> {
  const opened: T[] = [];
  for (const path of paths) {
    const made = await defaultExport(path);
    const fault = faultOf(made);
    if (fault) throw bad(path, fault);
    const one = made as T;
    if ([...shipped, ...opened].some(other => other.name === one.name))
      throw bad(path, `the name "${one.name}" is already taken.`);
    opened.push(one);
  }
  return opened;
}

/** Loads the outside tools and strategies of the settings. @throws QuaestorError `config.bad-plugin` with path and reason */
export async function openPlugins(settings: Settings): Promise<{ tools: Tool[]; strategies: Strategy[] }> {
  return {
    tools: await openAll<Tool>(settings.plugins, shippedTools, toolFault),
    strategies: await openAll<Strategy>(settings.strategies, shippedStrategies, strategyFault),
  };
}
