import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../data/database.ts';
import { DeskSequence, openAccount } from '../kit/desk-sequence.ts';
import { seeded } from '../kit/seeded.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

/** 50 with QUAESTOR_KILLS=50; the figure stands in the README. */
const kills = Number(process.env.QUAESTOR_KILLS ?? 5);
const child = fileURLToPath(new URL('../kit/desk-kill-child.ts', import.meta.url));

/** Lets a process press buttons of a database and kills it after some milliseconds. */
async function killedAfter(path: string, seed: number, ms: number): Promise<void> {
  const run = spawn(process.execPath, ['--import', 'tsx', child, path, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(run, 'exit');
  await once(run.stdout, 'data');
  await after(ms);
  run.kill('SIGKILL');
  expect((await ended)[1], 'it was killed, it did not end').toBe('SIGKILL');
}

describe('a process that people press buttons of, killed with SIGKILL', () => {
  it(
    `${kills} times: fills never exceed approvals, each at most once, by those with the right, and the chain verifies`,
    async () => {
      const random = seeded(7);
      let approvals = 0;
      const path = join(temporaryFolder(), 'quaestor.db');
      openAccount(openDatabase(path)).close();
      for (let i = 1; i <= kills; i += 1) {
        await killedAfter(path, i, 100 + random() * 800);
        const database = openDatabase(path);
        const outcome = await new DeskSequence(database, random).audit();
        database.close();
        expect(outcome.faults, `after kill ${i}`).toEqual([]);
        approvals = outcome.approvals;
      }
      expect(approvals, 'the processes did approve').toBeGreaterThan(0);
    },
    Math.max(120_000, kills * 20_000),
  );
});
