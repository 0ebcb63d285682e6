import type { Translate } from '../../config/text.ts';
import type { Fill, OrderRow } from '../../data/ledger-row.ts';

const decimalsFor = (quantity: number): number => String(quantity).split('.')[1]?.length ?? 0;

/** A quantity with the decimals that it has. */
export const quantityText = (quantity: number, t: Translate): string => t.number(quantity, decimalsFor(quantity));

/** The order as the ledger's fills made it: what was filled, at its mean price; undefined before the first fill. */
export function filledOrder(order: OrderRow, fills: readonly Fill[]): OrderRow | undefined {
  const quantity = fills.reduce((sum, fill) => sum + fill.quantity, 0);
  const paid = fills.reduce((sum, fill) => sum + fill.quantity * fill.price, 0);
  return quantity > 0 ? { ...order, quantity, referencePrice: paid / quantity } : undefined;
}

/** How far the fill is from the proposal, each and in all; worse is a higher price of a buy and a lower one of a sale. */
function differenceText(proposed: OrderRow, filled: OrderRow, t: Translate): string {
  const away = filled.referencePrice - proposed.referencePrice;
  if (away === 0) return t({ en: 'none', fr: 'aucun' });
  const worse = away > 0 === (proposed.side === 'buy');
  const each = `${t.number(Math.abs(away))} (${t.percent(Math.abs(away) / proposed.referencePrice, 2)})`;
  const all = t.money(Math.abs(away) * filled.quantity);
  return t({
    en: `${each} ${worse ? 'worse' : 'better'}, ${all} in all`,
    fr: `${each} ${worse ? 'moins bon' : 'meilleur'}, ${all} en tout`,
  });
}

/** Of an order that was filled: how much, and the price of the proposal beside the one that was paid. */
export function fillRows(proposed: OrderRow, filled: OrderRow, t: Translate): string[][] {
  const [wanted, got] = [quantityText(proposed.quantity, t), quantityText(filled.quantity, t)];
  return [
    [
      t({ en: 'Quantity', fr: 'Quantité' }),
      wanted === got ? got : t({ en: `${got} of ${wanted}`, fr: `${got} sur ${wanted}` }),
    ],
    [t({ en: 'Proposed price', fr: 'Prix proposé' }), t.number(proposed.referencePrice)],
    [t({ en: 'Fill price', fr: "Prix d'exécution" }), t.number(filled.referencePrice)],
    [t({ en: 'Difference', fr: 'Écart' }), differenceText(proposed, filled, t)],
  ];
}
