import type { Clock } from '../../config/clock.ts';
import type { Log } from '../../config/log.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { DecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import type { AskForText } from '../../models/llm/ask-links.ts';
import { openBreaker } from '../../models/llm/breaker.ts';
import { type LinkId, linkStatuses } from '../../models/llm/link-status.ts';
import { Decider } from './decider.ts';

export type DeciderOpening = {
  settings: Settings;
  secrets: Secrets;
  log: Log;
  wall: Clock;
  ledger: Ledger;
  memory: DecisionMemory;
  /** In place of the links of the settings. */
  ask?: AskForText | undefined;
};

/** The links of the settings as one that can be asked; undefined where none has what it needs. Loaded with the first question. */
function askOf({ settings, secrets, log, wall }: DeciderOpening): AskForText | undefined {
  const { llm } = settings;
  if (linkStatuses(llm, secrets).every(({ skipped }) => skipped !== undefined)) return undefined;
  const breaker = openBreaker({ failures: llm.breakerFailures, restMs: llm.breakerSeconds * 1000, clock: wall });
  let opened: Promise<AskForText> | undefined;
  const open = async (): Promise<AskForText> => {
    const [{ openProviders }, { askLinks }] = await Promise.all([
      import('../../models/llm/open-links.ts'),
      import('../../models/llm/ask-links.ts'),
    ]);
    return askLinks(await openProviders(llm, secrets), { breaker, secrets, log, clock: wall });
  };
  return async (talk, signal) => {
    opened ??= open();
    return (await opened)(talk, signal);
  };
}

/** The decider on the language models of the settings. */
export function openDecider(opening: DeciderOpening): Decider {
  const { settings, ledger, memory, ask = askOf(opening) } = opening;
  const modelOf = (provider: string) => settings.llm[provider as LinkId]?.model ?? null;
  return new Decider({ ask, modelOf, memory, ledger });
}
