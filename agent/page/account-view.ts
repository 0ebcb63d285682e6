import type { Card } from '../../tools/card.ts';
import { type CardWorld, cardView } from './card-view.ts';
import { server } from './server.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';

/** Positions, the curve of equity and the trades: cards that tools make of the ledger. */
const parts = [
  { tool: 'get_portfolio', args: {} },
  { tool: 'report_performance', args: { period: 'day' } },
  { tool: 'list_trades', args: {} },
] as const;

/** The account as the ledger and the market tell it now; it follows them while it is open. */
export function accountView(world: CardWorld): View {
  /** Cards as they were shown last: one that says the same stays, with its chart as it was zoomed. */
  const shown = new Map<string, { said: string; view: HTMLElement }>();
  const viewOf = (tool: string, card: Card): HTMLElement => {
    const said = JSON.stringify([card, world.reader.language]);
    const before = shown.get(tool);
    if (before?.said === said) return before.view;
    const view = cardView(card, world);
    shown.set(tool, { said, view });
    return view;
  };
  return {
    name: 'account',
    icon: 'account',
    label: viewWords.account,
    title: viewWords.accountTitle,
    live: true,
    async make() {
      const { language } = world.reader;
      const answers = await Promise.all(
        parts.map(async ({ tool, args }) => ({ tool, card: (await server.tool(tool, args, language)).card })),
      );
      return answers.flatMap(({ tool, card }) => (card ? [viewOf(tool, card)] : []));
    },
  };
}
