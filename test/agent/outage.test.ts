import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Decided } from '../../agent/cycle.ts';
import { decidedCard } from '../../agent/decision/decide-command.ts';
import { translateTo } from '../../config/text.ts';
import { openDatabase } from '../../data/database.ts';
import { entryAt, managedAgent, recentHistory, scriptedDecider } from '../kit/managed-agent.ts';
import type { ReplayedAgent } from '../kit/replayed-agent.ts';
import { temporaryFolder, testAgent, testSettings } from '../kit/test-agent.ts';

const price = recentHistory().close[300] ?? Number.NaN;
const down = (count: number): Error[] => Array.from({ length: count }, () => new Error('503 from all providers'));
const scheduled = ({ agent }: ReplayedAgent) => agent.parts.cycle.decide(agent.person('test', 'owner'), false);
const linesOf = (decided: Decided, { agent }: ReplayedAgent, language: 'en' | 'fr' = 'en') =>
  decidedCard(decided, { asOf: '', scenes: agent.parts.scenes, t: translateTo(language), emit: () => {} }).lines ?? [];

describe('an outage of all language models', () => {
  it('makes no order, lets the stops go on, and is told once when it begins and once when it ends', async () => {
    const managed = await managedAgent([entryAt(price), ...down(24), '{"decisions":[]}', '{"decisions":[]}'], {
      manager: { mode: 'auto' },
    });
    const { ledger } = managed.agent.parts;
    const told: (string | undefined)[] = [(await scheduled(managed)).notice?.kind];
    await managed.step();
    const before = { drafts: ledger.rows('draft').length, orders: ledger.rows('order').length };
    const lines: string[] = [];
    for (let i = 0; i < 26; i += 1) {
      await managed.step();
      managed.wall.advance(3_600_000);
      const decided = await scheduled(managed);
      told.push(decided.notice?.kind);
      lines.push(...linesOf(decided, managed));
    }
    const silent = (count: number) => new Array<undefined>(count).fill(undefined);
    expect(told).toEqual([undefined, 'began', ...silent(23), 'ended', undefined]);
    expect(lines.filter(line => line.includes('No language model answers (503'))).toHaveLength(1);
    expect(lines.filter(line => line.includes('A language model answers again'))).toHaveLength(1);
    expect(
      lines.filter(line => line.startsWith('No model answered')),
      'not at each round',
    ).toEqual([]);
    expect({ drafts: ledger.rows('draft').length, orders: ledger.rows('order').length }, 'no order').toEqual(before);
  });

  it('lets a stop fill while nobody answers', async () => {
    const series = recentHistory();
    const fallen = { ...series, low: series.low.slice(), close: series.close.slice(), open: series.open.slice() };
    fallen.low[303] = price * 0.5;
    const managed = await managedAgent([entryAt(price), ...down(10)], { series: fallen, manager: { mode: 'auto' } });
    await scheduled(managed);
    for (let i = 0; i < 4; i += 1) {
      await managed.step();
      await scheduled(managed);
    }
    expect(managed.agent.parts.ledger.rows('trade').map(({ body }) => body.exitReason)).toEqual(['stop']);
  });

  it('is answered each time to whoever asks', async () => {
    const managed = await managedAgent(down(2));
    const ask = async () =>
      linesOf(await managed.agent.parts.cycle.decide(managed.agent.person('test', 'owner')), managed, 'fr');
    const [first, second] = [await ask(), await ask()];
    expect(first, 'the notice says it the first time').toEqual([expect.stringMatching(/«\s503 from all providers\s»/)]);
    expect(second).toEqual([expect.stringContaining("Aucun modèle n'a répondu")]);
  });

  it('is not told again after a restart', async () => {
    const path = join(temporaryFolder(), 'quaestor.db');
    const settings = testSettings({ cycle: { manager: { symbols: ['SPX'] } } });
    const noticeAfter = async (steps: (string | Error)[]) => {
      const { agent } = await testAgent({ settings, database: openDatabase(path), ask: scriptedDecider(steps).ask });
      const { notice } = await agent.parts.cycle.decide(agent.person('test', 'owner'));
      await agent.parts.close();
      return notice;
    };
    expect(await noticeAfter(down(1))).toMatchObject({ kind: 'began', fault: '503 from all providers' });
    expect(await noticeAfter(down(1))).toBeUndefined();
    expect(await noticeAfter(['{"decisions":[]}'])).toMatchObject({ kind: 'ended', fault: '503 from all providers' });
  });
});
