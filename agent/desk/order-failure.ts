import type { Text, Translate } from '../../config/text.ts';
import type { BrokerOrder, SubmitOutcome } from '../../data/broker/broker.ts';

/** A broker's no to an order that was just sent, or that never left: in its own words. */
export type Refusal = Extract<SubmitOutcome, { reason: string }>;

/** How an order fails, as the ledger writes it down; after a colon come the broker's own words. */
const kinds = {
  rejected: { en: 'rejected by the broker', fr: 'refusé par le courtier' },
  denied: { en: 'not sent', fr: 'non envoyé' },
  cancelled: { en: 'cancelled before it was filled', fr: "annulé avant d'être exécuté" },
  expired: { en: 'expired before it was filled', fr: "expiré avant d'être exécuté" },
  unseen: { en: 'the broker has never seen it', fr: "le courtier ne l'a jamais vu" },
} as const satisfies Record<string, Text>;

const endings: Partial<Record<BrokerOrder['state'], keyof typeof kinds>> = {
  rejected: 'rejected',
  cancelled: 'cancelled',
  expired: 'expired',
};

/** With the broker's own words where it said no; one whose answer is not known said nothing. */
const withWords = (kind: keyof typeof kinds, refusal: Refusal | undefined): string =>
  refusal === undefined || refusal.class === 'unresolved'
    ? kinds[kind].en
    : `${kinds[refusal.class].en}: ${refusal.reason}`;

/** Of an order that ended without a fill: what became of it. One that ended with a part of it filled has not failed. */
export function failureOf({ fills, state }: BrokerOrder, refusal: Refusal | undefined): string | undefined {
  const kind = fills.length === 0 ? endings[state] : undefined;
  return kind && withWords(kind, refusal);
}

/** Of an order that the broker does not know. */
export const unseenFailure = (refusal: Refusal | undefined): string => withWords('unseen', refusal);

export const isRejection = (failure: string): boolean => failure.startsWith(kinds.rejected.en);

/** The same for people: what we say in their language, what the broker said word for word, which no typography may touch. */
export function failureWords(failure: string, t: Translate): string {
  const kind = Object.values(kinds).find(({ en }) => failure.startsWith(en));
  const said = kind === undefined ? failure : failure.slice(kind.en.length).replace(/^: /, '');
  const quoted = t.language === 'fr' ? `«\u00A0${said}\u00A0»` : `"${said}"`;
  return [kind ? t(kind) : '', said === '' ? '' : quoted].filter(part => part !== '').join(colon(t));
}

/** Between what is said and what explains it. */
export const colon = ({ language }: Translate): string => (language === 'fr' ? '\u00A0: ' : ': ');
