import { QuaestorError } from '../config/errors.ts';
import { didYouMeanText, fold } from '../config/suggest.ts';
import { Instrument } from './instrument.ts';
import { instrument, shippedInstruments } from './shipped-instruments.ts';

/** Instruments by symbol and nickname, in both languages, whatever the case and the accents. */
export class InstrumentRegistry {
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byName = new Map<string, Instrument>();
  #held: () => readonly string[] = () => [];
  #usual = '';

  constructor(instruments: readonly Instrument[] = shippedInstruments) {
    for (const one of instruments) this.add(one);
  }

  add(one: Instrument): void {
    this.#bySymbol.set(one.symbol, one);
    for (const name of [one.symbol, one.name.en, one.name.fr, ...one.nicknames]) this.#byName.set(fold(name), one);
  }

  /**
   * Tells which instruments have a history here, and the default one. "Bitcoin" is a pair in dollars, or in a coin that
   * stands for dollars: of these the one that has a history is meant, else the default one, else that in dollars.
   */
  prefer(held: () => readonly string[], usual: string): void {
    this.#held = held;
    this.#usual = usual;
  }

  list(): readonly Instrument[] {
    return [...this.#bySymbol.values()];
  }

  /** Every folded name with its instrument: what a planner looks for in a sentence. */
  names(): ReadonlyMap<string, Instrument> {
    const held = this.#held();
    return new Map([...this.#byName].map(([name, one]) => [name, this.#meant(name, one, () => held)]));
  }

  find(given: string): Instrument | undefined {
    const name = fold(given.trim());
    const one = this.#byName.get(name);
    return one && this.#meant(name, one, this.#held);
  }

  #meant(name: string, one: Instrument, held: () => readonly string[]): Instrument {
    const [coin] = one.symbol.split('/USD');
    // "btcusd" and "BTC/USD" say which pair they mean.
    if (!one.symbol.endsWith('/USD') || one.assetClass !== 'crypto' || name.includes('usd')) return one;
    const pairs = ['USD', 'USDT', 'USDC'].flatMap(money => this.#bySymbol.get(`${coin}/${money}`) ?? []);
    const symbols = held();
    return (
      pairs.find(({ symbol }) => symbols.includes(symbol)) ?? pairs.find(({ symbol }) => symbol === this.#usual) ?? one
    );
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
