import type { Translate } from '../../config/text.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import { roundQuantity } from '../../data/portfolio.ts';
import { quantityText } from './fill-rows.ts';

/** Units without the noise of binary fractions. */
const unitsText = (units: number, t: Translate): string => quantityText(roundQuantity(units), t);

/**
 * An order that goes through a holding to the other side says both halves: nobody opens a short by a word too few.
 * @param held units held before, negative for a short
 */
export function reversalText(name: string, held: number, { side, quantity }: OrderRow, t: Translate): string {
  const closed = unitsText(Math.abs(held), t);
  const opened = unitsText(quantity - Math.abs(held), t);
  return side === 'sell'
    ? t({
        en: `sell ${name}: close the ${closed} held and open ${opened} short`,
        fr: `vendre ${name} : solder les ${closed} détenus et ouvrir ${opened} à découvert`,
      })
    : t({
        en: `buy ${name}: cover the ${closed} sold short and open ${opened} long`,
        fr: `acheter ${name} : racheter les ${closed} à découvert et ouvrir ${opened} à l'achat`,
      });
}
