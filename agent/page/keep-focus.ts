const focusable = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';

const stopsOf = (place: HTMLElement): HTMLElement[] => [...place.querySelectorAll<HTMLElement>(focusable)];

/** Gives the focus to something that is no stop of the Tab key, such as a card. */
function focusOn(place: HTMLElement): void {
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * Makes what stands in a place anew without losing the focus: the same control gets it again, or, where there is none of its
 * kind any more, the place itself, so that the Tab key goes on from there.
 */
export function keepFocus(place: HTMLElement, renew: () => void): void {
  const held = document.activeElement;
  if (!(held instanceof HTMLElement && place.contains(held))) {
    renew();
    return;
  }
  const at = stopsOf(place).indexOf(held);
  renew();
  if (held.isConnected) return;
  const again = stopsOf(place)[at];
  if (again?.className === held.className) again.focus({ preventScroll: true });
  else focusOn(place);
}

/** Takes an element away; where it holds the focus, its neighbour gets it, or else what is named. */
export function removeFocused(gone: HTMLElement, otherwise: HTMLElement): void {
  const held = gone.contains(document.activeElement);
  const near = gone.nextElementSibling ?? gone.previousElementSibling;
  const stop = near instanceof HTMLElement ? stopsOf(near)[0] : undefined;
  gone.remove();
  if (held) focusOn(stop ?? otherwise);
}
