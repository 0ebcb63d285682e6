import type { Text, Translate } from '../../config/text.ts';
import type { CardInput } from '../../tools/card.ts';
import type { Agent } from '../agent.ts';
import type { Emit } from '../events.ts';
import type { Person } from '../people.ts';

/** A command as it was said. */
export type Call = { agent: Agent; person: Person; rest: string; t: Translate; emit: Emit };

/** A command that the agent itself answers, with no language model anywhere near it. */
export type Command = {
  en: string;
  fr: string;
  about: Text;
  /** True: it tells of the account, which strangers do not see. */
  account?: true;
  /** True: its answer is for who asks alone, so that it is not given where others read it. */
  forOne?: true;
  run(call: Call): Promise<CardInput | undefined> | CardInput | undefined;
};
