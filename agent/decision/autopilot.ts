import type { Settings } from '../../config/settings.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { Desk, Proposed } from '../desk/desk.ts';
import type { Proposal } from '../desk/proposal.ts';
import type { Person } from '../people.ts';
import type { Mode } from './mode.ts';

/** The person that the portfolio manager is at the desk: it may propose. */
export const managerOf = ({ language }: Settings): Person => ({
  id: 'manager',
  channel: 'cycle',
  role: 'trader',
  language,
});

/** What became of a draft: proposed or refused, and executed where the mode lets it. */
export type Acted = { proposed: Proposed; executed?: Proposal; fault?: unknown };

/**
 * Hands a draft to the desk; in mode auto it is approved at once, through the same gate, on fresh prices. A draft made from
 * outside text is never executed by itself, and no account but a simulated one is.
 */
export async function act(desk: Desk, settings: Settings, draft: Draft, mode: Mode): Promise<Acted> {
  const manager = managerOf(settings);
  const proposed = desk.propose(draft, manager);
  const alone = mode === 'auto' && !draft.tainted && settings.broker.kind === 'paper';
  if (proposed.kind === 'refused' || !alone) return { proposed };
  const { id: proposalId, version, nonce } = proposed.proposal;
  try {
    const executed = await desk.decide({ verb: 'approve', proposalId, version, nonce }, { ...manager, id: 'auto' });
    return { proposed, executed };
  } catch (fault) {
    return { proposed, fault };
  }
}
