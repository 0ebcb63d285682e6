import type { Ledger } from '../../data/ledger.ts';
import { DecisionRow } from '../../models/decision/call-record.ts';
import { type OutageNotice, outageWords } from '../decision/outage-notice.ts';
import type { Alert } from './alert.ts';
import type { Told } from './market-alerts.ts';

const answering = 'answering';

const alertOf = (notice: OutageNotice): Alert => ({
  priority: notice.kind === 'began' ? 'error' : 'info',
  kind: 'model-outage',
  key: `model-outage/${notice.since}/${notice.kind}`,
  text: outageWords(notice),
});

/** No language model answered the portfolio manager's newest call, or one answers again: each is told once. */
export function outageAlert(ledger: Pick<Ledger, 'rowsAfter'>, told: Told): Alert | undefined {
  const rows = ledger.rowsAfter(Number(told.get('decisions') ?? 0), 'decision');
  const read = rows.at(-1)?.sequence;
  if (read !== undefined) told.set('decisions', String(read));
  const newest = rows.findLast(({ body }) => DecisionRow.safeParse(body).success);
  const call = DecisionRow.safeParse(newest?.body).data;
  if (!newest || !call) return undefined;
  const before = told.get('models') ?? answering;
  const failing = call.provider === null;
  if (failing === (before !== answering)) return undefined;
  told.set('models', failing ? String(newest.at) : answering);
  const since = failing ? newest.at : Number(before);
  return alertOf({ kind: failing ? 'began' : 'ended', since, fault: call.fault ?? '' });
}
