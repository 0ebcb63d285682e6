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
      if (event.key !== 'Escape' || scrim.hidden || event.defaultPrevented) return;
      event.preventDefault();
      this.open(false);
    });
    matchMedia('(min-width: 900px)').addEventListener('change', () => this.open(false));
  }

  open(open: boolean): void {
    this.#panel.classList.toggle('open', open);
    this.#scrim.hidden = !open;
    this.#summary.setAttribute('aria-expanded', String(open));
    const held = this.#panel.contains(document.activeElement);
    // What lies behind the sheet cannot be reached while it is open.
    for (const other of this.#panel.parentElement?.children ?? []) {
      if (other instanceof HTMLElement && other !== this.#panel) other.inert = open;
    }
    if (open) this.#panel.focus();
    else if (held) this.#summary.focus();
  }
}
