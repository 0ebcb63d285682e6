/** On a narrow window the panel is a sheet that opens below its summary; on a wide one it is simply there. */
export class Sheet {
  readonly #panel: HTMLElement;
  readonly #summary: HTMLElement;
  readonly #scrim: HTMLElement;

  constructor(panel: HTMLElement, summary: HTMLElement, scrim: HTMLElement) {
    this.#panel = panel;
    this.#summary = summary;
    this.#scrim = scrim;
    summary.addEventListener('click', () => this.open(scrim.hidden !== false));
    scrim.addEventListener('click', () => this.open(false));
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !scrim.hidden) this.open(false);
    });
    matchMedia('(min-width: 900px)').addEventListener('change', () => this.open(false));
  }

  open(open: boolean): void {
    this.#panel.classList.toggle('open', open);
    this.#scrim.hidden = !open;
    this.#summary.setAttribute('aria-expanded', String(open));
    if (!open && this.#panel.contains(document.activeElement)) this.#summary.focus();
  }
}
