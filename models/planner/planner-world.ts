import type { Language } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';

/** A tool as the planner sees it: what asks for it and what it takes. `input` is JSON schema with the `slot` and `words` marks. */
export type PlannerTool = {
  readonly name: string;
  readonly examples: readonly string[];
  readonly input: Readonly<Record<string, unknown>>;
  readonly title?: Text;
  /** What it does to the world; only what reads is done again to explain or translate an answer. */
  readonly effect?: 'read' | 'write' | 'propose' | 'admin';
};

/** What the planner knows of the world when it reads a sentence. Names are folded: lower case, no accents. */
export type PlannerWorld = {
  readonly language: Language;
  readonly defaultSymbol: string;
  /** The market's day, YYYY-MM-DD. */
  readonly today: string;
  /** Every name of an instrument with its symbol. */
  readonly symbols: ReadonlyMap<string, string>;
  /** Every nickname of a strategy with its name. */
  readonly strategies: ReadonlyMap<string, string>;
  /** Every name of the glossary, both languages; asked for only when a sentence may be about a term. */
  readonly terms: () => readonly string[];
  /** Symbols without candles here that the macro series hold. */
  readonly macroOnly?: ReadonlySet<string>;
};

export type PlannedCall = { name: string; args: Record<string, unknown> };

/** A call that waits for an answer: `missing` names fields or groups. */
export type PendingCall = PlannedCall & { missing: readonly string[] };

/** The turn before: what was called for it, what was said, and how its sentence is understood in another world. */
export type Turn = {
  readonly calls: readonly PlannedCall[];
  readonly said: string;
  readonly again: (world: PlannerWorld) => Understanding;
};

/** What a sentence asks for. */
export type Understanding =
  /** `before` and `after` are said around what the tools say; `quiet`: their cards speak, and only faults are said. */
  | { kind: 'calls'; calls: PlannedCall[]; before?: string; after?: string; quiet?: boolean }
  /** Something is missing: what to ask, the call to complete with the answer, and calls that come before the question. */
  | {
      kind: 'asks';
      call: PlannedCall;
      missing: string[];
      question: string;
      first?: PlannedCall[];
      /** The instrument is missing of a position to close: what is held may tell it. */
      closes?: 'all' | 'one';
    }
  /** Nothing that a tool can do. */
  | { kind: 'declines'; text: string };
