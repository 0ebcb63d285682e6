import type { ClearedOrder } from '../../data/broker/order.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { Gate } from '../../models/risk/gate.ts';
import { draftOf, riskView } from './risk-view.ts';

/** An order that the gate let through: there is no other way to one. @throws Error when the gate refuses */
export function clearedOrder(clientOrderId: string, draft: Partial<Draft> = {}): ClearedOrder {
  const { cleared } = new Gate(['kill-switch']).clear(draftOf(draft), clientOrderId, riskView());
  if (!cleared) throw new Error('the gate refused');
  return cleared;
}
