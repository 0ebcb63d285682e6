import type { Settings } from '../../config/settings.ts';
import type { Translate } from '../../config/text.ts';
import type { Costs } from '../../data/broker/costs.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Fill } from '../../data/ledger-row.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Calibrated } from '../../models/decision/confidence.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import type { Proposal } from './proposal.ts';

/** What the card of a proposal is made from. */
export type ProposalScene = {
  proposal: Proposal;
  view: RiskView;
  series: CandleSeries | undefined;
  costs: Costs;
  settings: Settings;
  /** How sure the language model was whose decision it is, as the ledger wrote it down. */
  confidence?: Calibrated | undefined;
  /** Why its order failed, as the ledger wrote it down. */
  failure?: string | undefined;
  /** What of its order was filled, as the ledger wrote it down. */
  fills?: readonly Fill[];
  /** Whose approvals count now, of an order that needs two. */
  approvers: readonly AccountId[];
  t: Translate;
};
