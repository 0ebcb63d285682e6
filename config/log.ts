import { pino } from 'pino';
import { redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured log: one JSON line an event on stderr, so that stdout stays free for answers. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

const toStderr = (line: string): void => {
  process.stderr.write(line);
};

/** A log that writes lines at `level` or above; every line passes through `redact` before it leaves. */
export function openLog(level: LogLevel, write: (line: string) => void = toStderr): Log {
  const lines = pino({ level, base: null, errorKey: 'error' }, { write: (line: string) => write(redact(line)) });
  const at =
    (name: Exclude<LogLevel, 'silent'>) =>
    (message: string, fields: Record<string, unknown> = {}): void =>
      lines[name](fields, message);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
