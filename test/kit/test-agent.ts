import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent } from '../../agent/agent.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { type Brought, openAgent } from '../../agent/open-agent.ts';
import type { Clock } from '../../config/clock.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { openLog } from '../../config/log.ts';
import type { Settings } from '../../config/settings.ts';
import { openDatabase } from '../../data/database.ts';
import { InlineCompute } from '../../models/compute/inline-compute.ts';
import { providerChain } from '../../models/llm/provider-chain.ts';
import { ScriptedModel, type ScriptedStep } from './scripted-model.ts';

/** A wall clock that a test moves. */
export class HandClock implements Clock {
  #now: number;

  constructor(now = Date.UTC(2026, 0, 5, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

export const people = { owner: 'admin', approver: 'approver', trader: 'trader', reader: 'viewer' } as const;

/** A folder of its own for one test. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'quaestor-'));

/** The defaults with no language model, a temporary state folder and three people. */
export const testSettings = (over: Record<string, unknown> = {}): Settings =>
  settingsFrom({ stateFolder: temporaryFolder(), llm: { chain: [] }, people: { roles: people }, ...over });

/** An agent on a database in memory and the bundled history. `steps` makes its model a scripted one. */
export async function testAgent(
  brought: Brought & { steps?: readonly ScriptedStep[] } = {},
): Promise<{ agent: Agent; model: ScriptedModel; wall: HandClock }> {
  const { steps = [], ...rest } = brought;
  const wall = new HandClock();
  const model = new ScriptedModel(steps);
  const chain = providerChain([{ id: 'scripted', model, deadlineMs: 5000 }]);
  const agent = await openAgent({
    settings: testSettings(),
    database: openDatabase(':memory:'),
    wall,
    log: openLog('silent'),
    compute: new InlineCompute(),
    ...(brought.steps ? { thinker: () => Promise.resolve({ model, chain }) } : {}),
    ...rest,
  });
  return { agent, model, wall };
}

/** Says something and collects the events. */
export async function say(agent: Agent, text: string, personId = 'owner', channel = 'test'): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  await agent.hear({ channel, personId, text }, event => events.push(event));
  return events;
}

/** The one event of a type. @throws Error when there is none */
export function eventOf<T extends AgentEvent['type']>(
  events: readonly AgentEvent[],
  type: T,
): Extract<AgentEvent, { type: T }> {
  const found = events.find((event): event is Extract<AgentEvent, { type: T }> => event.type === type);
  if (found) return found;
  throw new Error(`No ${type} among ${events.map(event => event.type).join(', ')}`);
}

export const answerOf = (events: readonly AgentEvent[]): string => eventOf(events, 'answer-end').text;
