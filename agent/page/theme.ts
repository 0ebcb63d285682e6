import type { ChartTheme } from '../../tools/chart-palette.ts';

const key = 'quaestor-theme';

function kept(): ChartTheme | undefined {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Light or dark: as the person chose on this device, else as the system says. */
export class Theme {
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #listeners: (() => void)[] = [];
  #chosen = kept();

  constructor() {
    this.#show();
    this.#system.addEventListener('change', () => this.#tell());
  }

  get current(): ChartTheme {
    return this.#chosen ?? (this.#system.matches ? 'dark' : 'light');
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  toggle(): void {
    this.choose(this.current === 'dark' ? 'light' : 'dark');
  }

  /** What the person chose; undefined: as the system says. */
  get chosen(): ChartTheme | undefined {
    return this.#chosen;
  }

  choose(theme: ChartTheme | undefined): void {
    this.#chosen = theme;
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    this.#show();
    this.#tell();
  }

  #show(): void {
    if (this.#chosen) document.documentElement.dataset.theme = this.#chosen;
    else delete document.documentElement.dataset.theme;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
