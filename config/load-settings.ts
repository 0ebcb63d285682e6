import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import { QuaestorError } from './errors.ts';
import { Settings } from './settings.ts';
import { didYouMean } from './suggest.ts';

const defaultsPath = fileURLToPath(new URL('./settings.yaml', import.meta.url));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays `over` on `base` key by key; lists and plain values replace, objects merge. */
export function overlay(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = overlay(base[key], value);
  return merged;
}

const at = (tree: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((node, key) => (isObject(node) ? node[String(key)] : undefined), tree);

function faultOf(issue: z.core.$ZodIssue, given: unknown, defaults: unknown): string[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const valid = Object.keys(isObject(at(defaults, issue.path)) ? (at(defaults, issue.path) as object) : {});
    return issue.keys.map(key => {
      const full = path ? `${path}.${key}` : key;
      return `unknown setting "${full}".${didYouMean(key, valid)} Valid here: ${valid.join(', ')}.`;
    });
  }
  return [`"${path}" is ${JSON.stringify(at(given, issue.path)) ?? 'missing'}: ${issue.message}.`];
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8')) ?? {};
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new QuaestorError('config.invalid', `Cannot read the settings file "${path}": ${reason}`, { path }, cause);
  }
}

/**
 * Checks `overrides` laid over the defaults.
 * @throws QuaestorError `config.invalid` that lists every fault at once.
 */
export function settingsFrom(overrides: unknown, origin = 'settings'): Settings {
  const defaults = readYaml(defaultsPath);
  if (!isObject(overrides)) throw new QuaestorError('config.invalid', `${origin} must be a map of settings.`);
  const given = overlay(defaults, overrides);
  const parsed = Settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(issue => faultOf(issue, given, defaults));
  throw new QuaestorError('config.invalid', `${origin} has ${faults.length} fault(s):\n- ${faults.join('\n- ')}`, {
    faults,
  });
}

/** Reads the defaults and, over them, the file named in QUAESTOR_SETTINGS or `.quaestor/settings.yaml`. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const named = env.QUAESTOR_SETTINGS || undefined;
  if (named && !existsSync(named)) {
    throw new QuaestorError('config.invalid', `QUAESTOR_SETTINGS names "${named}", which does not exist.`);
  }
  const path = named ?? (existsSync('.quaestor/settings.yaml') ? '.quaestor/settings.yaml' : undefined);
  return path === undefined ? settingsFrom({}) : settingsFrom(readYaml(path), `The settings file "${path}"`);
}
