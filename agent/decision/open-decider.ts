import type { Settings } from '../../config/settings.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { DecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import type { AskForText } from '../../models/llm/ask-links.ts';
import type { LinkId } from '../../models/llm/link-status.ts';
import { Decider } from './decider.ts';

export type DeciderOpening = {
  settings: Settings;
  ledger: Ledger;
  memory: DecisionMemory;
  /** Undefined where no language model is set up. */
  ask: AskForText | undefined;
};

/** Decisions are asked on the account of the portfolio manager, and never answered from a cache: the record keeps them. */
const asManager =
  (ask: AskForText): AskForText =>
  (talk, signal) =>
    ask(talk, signal, { person: { channel: 'cycle', id: 'manager' } });

/** The decider on the language models of the settings. */
export function openDecider({ settings, ledger, memory, ask }: DeciderOpening): Decider {
  const modelOf = (provider: string) => settings.llm[provider as LinkId]?.model ?? null;
  return new Decider({ ask: ask && asManager(ask), modelOf, memory, ledger });
}
