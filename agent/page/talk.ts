const key = 'quaestor-conversation';
const idLength = 12;

function kept(): string | undefined {
  try {
    const value = localStorage.getItem(key) ?? '';
    return /^[a-z0-9]{1,20}$/.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(idLength)), byte => (byte % 36).toString(36)).join('');

/** Which of the person's conversations is open on this device; the first one has no id. */
export class Talk {
  readonly #changed: () => void;
  #id = kept();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get id(): string | undefined {
    return this.#id;
  }

  /** Opens a conversation. */
  choose(id: string | undefined): void {
    this.#id = id;
    try {
      if (id === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, id);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    this.#changed();
  }

  /** Begins a conversation of which nothing is kept until something is said. */
  begin(): void {
    this.choose(newId());
  }
}
