import type { Card } from '../../tools/card.ts';
import type { Account } from '../../tools/get-portfolio.ts';
import { type CardWorld, cardView } from './card-view.ts';
import { type Closes, equityCard } from './equity-card.ts';
import { server } from './server.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';

/** What the account is worth, its performance with the curve of equity, and the trades: cards that tools make of the ledger. */
async function cardsOf({ reader }: CardWorld): Promise<{ name: string; card: Card | undefined }[]> {
  const { language, t } = reader;
  const [portfolio, performance, trades] = await Promise.all([
    server.tool('get_portfolio', {}, language),
    server.tool('report_performance', { period: 'day' }, language),
    server.tool('list_trades', {}, language),
  ]);
  const curve = (): Card | undefined =>
    portfolio.ok && performance.ok && performance.card
      ? equityCard(performance.card, portfolio.output as Account, performance.output as Closes, t)
      : performance.card;
  return [
    { name: 'portfolio', card: portfolio.card },
    { name: 'performance', card: curve() },
    { name: 'trades', card: trades.card },
  ];
}

/** The account as the ledger and the market tell it now; it follows them while it is open. */
export function accountView(world: CardWorld): View {
  /** Cards as they were shown last: one that says the same stays, with its chart as it was zoomed. */
  const shown = new Map<string, { said: string; view: HTMLElement }>();
  const viewOf = (name: string, card: Card): HTMLElement => {
    const said = JSON.stringify([card, world.reader.language]);
    const before = shown.get(name);
    if (before?.said === said) return before.view;
    const view = cardView(card, world);
    shown.set(name, { said, view });
    return view;
  };
  return {
    name: 'account',
    icon: 'account',
    label: viewWords.account,
    title: viewWords.accountTitle,
    live: true,
    async make() {
      const cards = await cardsOf(world);
      return cards.flatMap(({ name, card }) => (card ? [viewOf(name, card)] : []));
    },
  };
}
