import { asQuaestorError } from '../../config/errors.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { DecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import type { CallRecord, DecisionRow, Exchange } from '../../models/decision/call-record.ts';
import { judgeAnswers } from '../../models/decision/judge.ts';
import { noModel } from '../../models/decision/outage-text.ts';
import type { Snapshot } from '../../models/decision/snapshot.ts';
import type { AskForText, Said } from '../../models/llm/ask-links.ts';
import { decisionPrompt, promptVersion, repairPrompt } from '../prompt.ts';

export type DeciderParts = {
  /** Undefined where no language model is set up: then everything is held. */
  ask: AskForText | undefined;
  /** The model's name behind a link, for the record. */
  modelOf: (provider: string) => string | null;
  memory: DecisionMemory;
  ledger: Ledger;
};

/** One answer, and one repair turn that shows its faults. */
const mostTurns = 2;

/**
 * Asks a language model for decisions on a snapshot and judges what it says. Whatever goes wrong, an outage included,
 * what is left is a hold. Every call is written down before anything follows from it.
 */
export class Decider {
  readonly #parts: DeciderParts;

  constructor(parts: DeciderParts) {
    this.#parts = parts;
  }

  async decide(snapshot: Snapshot, because: CallRecord['because'], signal: AbortSignal): Promise<CallRecord> {
    const { system, user } = decisionPrompt(snapshot);
    const { exchanges, fault } = await this.#talk(
      snapshot,
      [
        { by: 'system', text: system },
        { by: 'person', text: user },
      ],
      signal,
    );
    const { judged: decisions } = judgeAnswers(snapshot, exchanges);
    const record: CallRecord = {
      id: snapshot.id,
      because,
      promptVersion,
      snapshot,
      system,
      user,
      exchanges,
      decisions,
      fault: fault ?? null,
    };
    this.#write(record);
    return record;
  }

  async #talk(
    snapshot: Snapshot,
    talk: Said[],
    signal: AbortSignal,
  ): Promise<{ exchanges: Exchange[]; fault?: string }> {
    const exchanges: Exchange[] = [];
    const { ask, modelOf } = this.#parts;
    if (!ask) return { exchanges, fault: noModel.en };
    for (let turn = 0; turn < mostTurns; turn += 1) {
      try {
        const { text: raw, provider, latencyMs, inputTokens = null, outputTokens = null } = await ask(talk, signal);
        const said = { provider, model: modelOf(provider), raw, latencyMs, inputTokens, outputTokens };
        const faults = judgeAnswers(snapshot, [...exchanges, said]).faults.map(({ en }) => en);
        exchanges.push({ ...said, faults });
        if (faults.length === 0) break;
        talk.push({ by: 'model', text: raw }, { by: 'person', text: repairPrompt(faults) });
      } catch (thrown) {
        return { exchanges, fault: asQuaestorError(thrown).message };
      }
    }
    return { exchanges };
  }

  /** The record first, then the ledger's row with its hash: a record that was changed afterwards shows. */
  #write(record: CallRecord): void {
    const { memory, ledger } = this.#parts;
    const { id, snapshot, decisions, exchanges, fault } = record;
    const hash = memory.calls.add(id, snapshot.wallAt, record);
    const row: DecisionRow = {
      decisionId: id,
      record: hash,
      promptVersion,
      provider: exchanges.at(-1)?.provider ?? null,
      fault,
      on: Object.fromEntries(snapshot.instruments.map(({ symbol, frames }) => [symbol, frames[0]?.closedAt ?? null])),
      decisions: decisions.map(({ symbol, signal, heldBack, confidence, planBreak, decision }) => ({
        symbol,
        wanted: decision?.signal ?? 'hold',
        signal,
        ...(heldBack ? { heldBack } : {}),
        ...(confidence ? { confidence } : {}),
        planBreak,
      })),
    };
    ledger.append('decision', row, { channel: 'cycle', id: 'manager' });
  }
}
