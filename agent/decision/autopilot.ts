import { quietUntil } from '../../config/quiet-hours.ts';
import type { Settings } from '../../config/settings.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { Desk, Proposed } from '../desk/desk.ts';
import { approversNeeded } from '../desk/four-eyes.ts';
import type { Proposal } from '../desk/proposal.ts';
import { managerChannel, type Person } from '../people.ts';
import type { Mode } from './mode.ts';

/** The person that the portfolio manager is at the desk: it may propose. */
export const managerOf = ({ language }: Settings): Person => ({
  id: 'manager',
  channel: managerChannel,
  role: 'trader',
  language,
});

/** What became of a draft: proposed or refused, and executed where the mode lets it. */
export type Acted = { proposed: Proposed; executed?: Proposal; fault?: unknown };

/** An order so large that two persons have to approve it is left to them: the mode is neither. */
const needsTwo = (settings: Settings, { verdict: { order } }: Proposal): boolean =>
  order !== undefined && approversNeeded(settings, order) > 1;

/** Exits that an owner authorised before they slept: they can only make a holding smaller. */
function isPreAuthorised({ desk }: Settings, { verdict: { order } }: Proposal, now: number): boolean {
  if (!order?.reduceOnly) return false;
  if (desk.preAuthorisedExits === 'quiet-hours') return quietUntil(desk.quietHours, now) !== undefined;
  return desk.preAuthorisedExits === 'always';
}

/**
 * Hands a draft to the desk; in mode auto it is approved at once, through the same gate, on fresh prices. A draft made from
 * outside text is never executed by itself, and no account but a simulated one is. An exit that only reduces goes through
 * in any mode where the settings authorise it beforehand.
 * @param now wall time, UTC ms
 */
export async function act(desk: Desk, settings: Settings, draft: Draft, mode: Mode, now: number): Promise<Acted> {
  const manager = managerOf(settings);
  const proposed = desk.propose(draft, manager);
  if (proposed.kind === 'refused' || draft.tainted) return { proposed };
  const alone = mode === 'auto' && settings.broker.kind === 'paper' && !needsTwo(settings, proposed.proposal);
  const exit = !alone && isPreAuthorised(settings, proposed.proposal, now);
  if (!alone && !exit) return { proposed };
  const { id: proposalId, version, nonce } = proposed.proposal;
  try {
    const executed = await desk.decide(
      { verb: 'approve', proposalId, version, nonce },
      { ...manager, id: exit ? 'pre-authorised' : 'auto', role: 'approver' },
    );
    return { proposed, executed };
  } catch (fault) {
    return { proposed, fault };
  }
}
