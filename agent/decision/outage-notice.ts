import type { Text } from '../../config/text.ts';
import type { Ledger } from '../../data/ledger.ts';
import { DecisionRow } from '../../models/decision/call-record.ts';
import { outageText } from '../../models/decision/outage-text.ts';

/** Said once when language models stop answering, and once when one answers again. Instants are UTC ms of the wall. */
export type OutageNotice = { readonly kind: 'began' | 'ended'; readonly since: number; readonly fault: string };

type Round = { readonly at: number; readonly failed: boolean; readonly fault: string };

/** Every call of a language model that the ledger knows, oldest first; `failed` where none answered at all. */
const roundsIn = (ledger: Pick<Ledger, 'rows'>): Round[] =>
  ledger.rows('decision').flatMap(({ at, body }) => {
    const row = DecisionRow.safeParse(body).data;
    return row ? [{ at, failed: row.provider === null, fault: row.fault ?? '' }] : [];
  });

/**
 * What the newest call changed: the first that nobody answered begins an outage, the first that is answered again ends
 * it. Undefined for every call in between, so that a day without models is told once; it is read from the ledger, so that
 * a restart tells nothing twice.
 */
export function outageNotice(ledger: Pick<Ledger, 'rows'>): OutageNotice | undefined {
  const rounds = roundsIn(ledger);
  const [before, newest] = [rounds.at(-2), rounds.at(-1)];
  if (!newest || newest.failed === (before?.failed ?? false)) return undefined;
  if (newest.failed) return { kind: 'began', since: newest.at, fault: newest.fault };
  const answered = rounds.slice(0, -1).findLastIndex(({ failed }) => !failed);
  const first = rounds[answered + 1] ?? newest;
  return { kind: 'ended', since: first.at, fault: first.fault };
}

const minutes = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');

export function outageWords({ kind, since, fault }: OutageNotice): Text {
  const why = outageText(fault);
  return kind === 'began'
    ? {
        en: `No language model answers (${why.en}): everything is held until one does. Stops, targets and plans go on without it. This is said once.`,
        fr: `Aucun modèle de langage ne répond (${why.fr}) : tout est conservé jusqu'à ce que l'un réponde. Stops, objectifs et plans continuent sans lui. Ceci n'est dit qu'une fois.`,
      }
    : {
        en: `A language model answers again; none had since ${minutes(since)} UTC.`,
        fr: `Un modèle de langage répond de nouveau ; aucun ne répondait depuis le ${minutes(since)} UTC.`,
      };
}
