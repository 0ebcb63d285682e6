import { withoutInvisible } from '../../config/clean-text.ts';
import { redact } from '../../config/redact.ts';
import type { Tool } from '../../tools/tool.ts';
import type { Passed } from '../door.ts';
import { type GuardSentence, guardSentence, withoutLinks } from './guarded-speech.ts';
import { unauthorised } from './own-words.ts';

/** Characters of one result of a tool that reads outside text: typed values, never an article. */
const longestOutside = 4000;

/** Entries of the glossary that an admin imported are somebody else's words, and marked so. */
const isImported = ({ output }: Passed): boolean => JSON.stringify(output ?? null).includes('"imported":true');

const importedText =
  'The glossary has an entry from an imported collection. The person reads it on the card, with its source; you do not see its text. Say that it stands there.';

/**
 * What stands between a text that somebody else wrote and an act, each a function of its own, so that a test can take one
 * away and see the attack come through.
 */
export type Defences = {
  /** What the model reads of a tool's result: what the tool says to it, never its output as it came. */
  readonly quarantine: (tool: Pick<Tool, 'taints'>, passed: Passed) => string;
  /** Whether a tool's result taints what follows in the conversation. */
  readonly taints: (tool: Pick<Tool, 'taints'>, passed?: Passed) => boolean;
  /** Whether a call may not be made in a turn that has read outside text: what changes something other than by a draft. */
  readonly heldBack: (tool: Pick<Tool, 'effect'>, tainted: boolean) => boolean;
  /** Why a draft may not be made at a model's word. */
  readonly unauthorised: typeof unauthorised;
  /** What stands in place of a sentence that must not be read as it is. */
  readonly guardSentence: GuardSentence;
  /** Takes secrets out of what goes to a model or a person. */
  readonly scrub: (text: string) => string;
  /** Takes out of a model's text what carries data away when it is shown. */
  readonly clean: (text: string) => string;
};

export const defences: Defences = {
  quarantine: ({ taints }, passed) => {
    if (isImported(passed)) return importedText;
    return taints ? passed.text.slice(0, longestOutside) : passed.text;
  },
  taints: ({ taints }, passed) => taints || (passed !== undefined && isImported(passed)),
  heldBack: ({ effect }, tainted) => tainted && (effect === 'write' || effect === 'admin'),
  unauthorised,
  guardSentence,
  scrub: text => redact(text),
  clean: text => withoutLinks(withoutInvisible(text)),
};
