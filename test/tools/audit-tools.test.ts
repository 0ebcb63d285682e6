import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportAudit } from '../../tools/export-audit.ts';
import { callTool, type Tool } from '../../tools/tool.ts';
import { verifyAudit } from '../../tools/verify-audit.ts';
import { say, testAgent } from '../kit/test-agent.ts';

async function audited() {
  const { agent } = await testAgent();
  await say(agent, 'Buy 2 units of the S&P 500');
  await say(agent, 'approve P-1');
  const context = agent.parts.contextFor(agent.person('test', 'owner'), new AbortController().signal, () => 'Q-1');
  const call = async (tool: Tool, input: unknown) => {
    const result = await callTool(tool, input, context);
    if (!result.ok) throw result.error;
    return { ...(result.output as Record<string, unknown>), lead: result.card.lead };
  };
  return { agent, call, exported: await call(exportAudit, {}) };
}

describe('the audit log in a file', () => {
  it('has every row of the ledger with its hash, and verifies with the same last hash', async () => {
    const { agent, call, exported } = await audited();
    const { path, rows, hash } = exported as unknown as { path: string; rows: number; hash: string };
    expect(rows).toBe(agent.parts.ledger.verify());
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(rows);
    expect(await call(verifyAudit, { path, hash })).toMatchObject({ intact: true, rows, hash });
    expect(await call(verifyAudit, {})).toMatchObject({ intact: true, rows, hash });
  });

  it('shows the first row that was changed or taken out, and an end that was cut by its last hash', async () => {
    const { call, exported } = await audited();
    const { path, rows, hash } = exported as unknown as { path: string; rows: number; hash: string };
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    const verified = async (changed: readonly string[], input: object = {}) => {
      writeFileSync(path, changed.map(line => `${line}\n`).join(''));
      return call(verifyAudit, { path, ...input });
    };
    for (let i = 0; i < rows; i += 1) {
      const forged = lines.with(i, lines[i]?.replace('"actor_id":"', '"actor_id":"x') ?? '');
      expect(await verified(forged), `row ${i + 1} changed`).toMatchObject({ intact: false, brokenAt: i + 1 });
      if (i === rows - 1) continue;
      expect(await verified(lines.toSpliced(i, 1)), `row ${i + 1} gone`).toMatchObject({ brokenAt: i + 1 });
    }
    const cut = lines.slice(0, -1);
    expect(await verified(cut), 'a shorter chain is a chain').toMatchObject({ intact: true });
    expect(await verified(cut, { hash })).toMatchObject({ intact: false, rows: rows - 1, wanted: hash });
  });

  it('names a line that is no row, and a file that is not there', async () => {
    const { call, exported } = await audited();
    const { path } = exported as unknown as { path: string };
    writeFileSync(path, '{"sequence":1}\n');
    await expect(call(verifyAudit, { path })).rejects.toThrow(/Line 1 of .* is no row/);
    await expect(call(verifyAudit, { path: `${path}.gone` })).rejects.toThrow(/Cannot read the audit file/);
  });
});
