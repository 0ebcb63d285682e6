import type { CardAction } from '../../tools/card.ts';
import { button, element } from './element.ts';
import { pressing } from './pressing.ts';
import type { Reader } from './reader.ts';
import { words } from './words.ts';

/** The thumbs below an answer. The one that was pressed stays pressed; the other may still be. */
export function rateView(actions: readonly CardAction[], reader: Reader): HTMLElement | undefined {
  const said = element('span', { class: 'rated', role: 'status' });
  const thumbs = actions.flatMap(({ kind, label, ratedId, rating }) => {
    if (kind !== 'rate' || ratedId === undefined || rating === undefined) return [];
    const thumb = button(label, { class: 'thumb', 'aria-pressed': 'false' }, async () => {
      const outcome = await pressing({ verb: 'rate', ratedId, rating }, reader, () => undefined);
      said.textContent = outcome.error ?? outcome.said;
      if (outcome.error !== undefined) return;
      for (const one of thumbs) one.setAttribute('aria-pressed', String(one === thumb));
    });
    return [thumb];
  });
  if (thumbs.length === 0) return undefined;
  return element('div', { class: 'rate', role: 'group', 'aria-label': reader.t(words.rate) }, ...thumbs, said);
}
