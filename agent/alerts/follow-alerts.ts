import type { AlertStore } from '../../data/alert-store.ts';
import type { Card } from '../../tools/card.ts';
import { ownerOf, type Person } from '../people.ts';
import { alertCard } from './alert-card.ts';
import type { AlertWatch } from './alert-watch.ts';

export type Followed = {
  readonly watch: Pick<AlertWatch, 'notice'>;
  readonly store: Pick<AlertStore, 'newer' | 'newest'>;
};

/**
 * Shows a person at this process what they are alerted of from now on, whichever process noticed it. It sends nothing and
 * takes nothing off the way: who has the other channels does that.
 * @returns ends it
 */
export function followAlerts(
  { watch, store }: Followed,
  person: () => Person,
  everySeconds: number,
  show: (card: Card) => void,
): () => void {
  let seen = store.newest();
  const look = (): void => {
    watch.notice();
    const rows = store.newer(ownerOf(person()), seen);
    seen = rows.at(-1)?.id ?? seen;
    if (rows.length > 0) show(alertCard(rows, person().language));
  };
  const timer = setInterval(look, everySeconds * 1000);
  return () => clearInterval(timer);
}
