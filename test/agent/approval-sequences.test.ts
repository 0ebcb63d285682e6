import { describe, expect, it } from 'vitest';
import type { Outcome } from '../kit/audit-ledger.ts';
import { playSequence } from '../kit/desk-sequence.ts';
import { seeded } from '../kit/seeded.ts';

/** 10,000 with QUAESTOR_SEQUENCES=10000; the figure stands in the README. */
const sequences = Number(process.env.QUAESTOR_SEQUENCES ?? 1000);

describe('random clicks, edits, expiries, restarts, crashes, roles and links over several persons and channels', () => {
  it(
    `${sequences} sequences: fills never exceed approvals, each at most once, by those with the right, and the chain verifies`,
    async () => {
      const total: Outcome = { faults: [], fills: 0, approvals: 0, crashes: 0, refusedClicks: 0, pairs: 0 };
      for (let seed = 1; seed <= sequences; seed += 1) {
        const { faults, ...counts } = await playSequence(seeded(seed));
        total.faults.push(...faults.map(fault => `seed ${seed}: ${fault}`));
        for (const name of ['fills', 'approvals', 'crashes', 'refusedClicks', 'pairs'] as const)
          total[name] += counts[name];
      }
      expect(total.faults).toEqual([]);
      expect(total.approvals, 'the sequences do approve').toBeGreaterThan(sequences / 4);
      expect(total.fills, 'and fill').toBeGreaterThan(sequences / 4);
      expect(total.pairs, 'also what two have to approve').toBeGreaterThan(sequences / 100);
      expect(total.crashes, 'and crash').toBeGreaterThan(sequences / 4);
      expect(total.refusedClicks, 'and click where they must not').toBeGreaterThan(sequences);
    },
    Math.max(120_000, sequences * 300),
  );
});
