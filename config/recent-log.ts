import type { Log } from './log.ts';
import { redact } from './redact.ts';

const kept = 200;

/** The last lines of the log, in memory, for admins to read where they chat. */
export type RecentLog = { last(count: number): string[] };

/** A log that also remembers its last lines, each as "level message fields" without secrets; debug lines are left out. */
export function rememberingLog(log: Log): Log & RecentLog {
  let lines: string[] = [];
  const remember = (level: string, message: string, fields: Record<string, unknown> = {}): void => {
    const shown = Object.entries(fields).map(([name, value]) => `${name}=${wordOf(value)}`);
    lines = [...lines, redact([new Date().toISOString(), level, message, ...shown].join(' '))].slice(-kept);
  };
  return {
    debug: log.debug,
    info: (message, fields) => {
      remember('info', message, fields);
      log.info(message, fields);
    },
    warn: (message, fields) => {
      remember('warn', message, fields);
      log.warn(message, fields);
    },
    error: (message, fields) => {
      remember('error', message, fields);
      log.error(message, fields);
    },
    last: count => lines.slice(-count),
  };
}

const wordOf = (value: unknown): string =>
  value instanceof Error ? value.message : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
