import { QuaestorError } from '../config/errors.ts';
import { didYouMeanText, fold } from '../config/suggest.ts';
import { Instrument } from './instrument.ts';
import { instrument, shippedInstruments } from './shipped-instruments.ts';

/** Instruments by symbol and nickname, in both languages, whatever the case and the accents. */
export class InstrumentRegistry {
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byName = new Map<string, Instrument>();

  constructor(instruments: readonly Instrument[] = shippedInstruments) {
    for (const one of instruments) this.add(one);
  }

  add(one: Instrument): void {
    this.#bySymbol.set(one.symbol, one);
    for (const name of [one.symbol, one.name.en, one.name.fr, ...one.nicknames]) this.#byName.set(fold(name), one);
  }

  list(): readonly Instrument[] {
    return [...this.#bySymbol.values()];
  }

  /** Every folded name with its instrument: what a planner looks for in a sentence. */
  names(): ReadonlyMap<string, Instrument> {
    return this.#byName;
  }

  find(given: string): Instrument | undefined {
    return this.#byName.get(fold(given.trim()));
  }

  /** Takes in a symbol that nobody described, with the conventions of a share, or of a coin when it names a pair. */
  adopt(given: string): Instrument {
    const known = this.find(given);
    if (known) return known;
    const symbol = given.trim().toUpperCase();
    const adopted = instrument({
      symbol,
      name: { en: symbol, fr: symbol },
      nicknames: [],
      assetClass: symbol.includes('/') ? 'crypto' : 'equity',
    });
    const parsed = Instrument.safeParse(adopted);
    if (!parsed.success) {
      throw new QuaestorError('data.unknown-symbol', {
        en: `"${given}" cannot be a symbol: 1 to 20 letters, digits or . / ^ = -`,
        fr: `« ${given} » ne peut pas être un symbole : 1 à 20 lettres, chiffres ou . / ^ = -`,
      });
    }
    this.add(parsed.data);
    return parsed.data;
  }

  /** @throws QuaestorError `data.unknown-symbol` that lists the known symbols and the nearest. */
  resolve(given: string): Instrument {
    const found = this.find(given);
    if (found) return found;
    const symbols = [...this.#bySymbol.keys()];
    const near = didYouMeanText(given, [...symbols, ...this.#byName.keys()]);
    throw new QuaestorError(
      'data.unknown-symbol',
      {
        en: `Unknown symbol "${given}". Known: ${symbols.join(', ')}.${near.en}`,
        fr: `Symbole inconnu « ${given} ». Connus : ${symbols.join(', ')}.${near.fr}`,
      },
      { given, known: symbols },
    );
  }
}
