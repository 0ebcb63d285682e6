import { fold } from '../../config/suggest.ts';
import type { Instrument } from '../instrument.ts';

type Names = { list(): readonly Instrument[] };

/** Nicknames that serve in a question to the agent, but say in a headline nothing of the instrument they stand for. */
const tooCommon = new Set(
  [
    'the index',
    'the market',
    'stock market',
    'us stocks',
    'us market',
    'wall street',
    "l'indice",
    'le marche',
    'la bourse',
    'marche',
    'marche americain',
    'bourse americaine',
    'bourse de paris',
    'sandp',
    's&p',
    's and p',
    'spdr',
    'euro',
    "d'or",
    'ether',
  ].map(fold),
);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const wholeWord = (name: string, flags = ''): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, `u${flags}`);

/** A symbol counts as it is written, so that "SPY" is one and "spy" is none; names count whatever their case. */
function patternsOf({ symbol, name, nicknames }: Instrument): { exact: RegExp; folded: RegExp[] } {
  const names = new Set([name.en, name.fr, ...nicknames].map(fold));
  const telling = [...names].filter(one => one.length > 2 && one !== fold(symbol) && !tooCommon.has(one));
  return { exact: wholeWord(symbol), folded: telling.map(one => wholeWord(one)) };
}

/** Makes a reader of the symbols that a text names, as symbol or by name in either language, whole words only. */
export function symbolReader(registry: Names): (text: string) => string[] {
  const instruments = registry.list().map(one => ({ symbol: one.symbol, ...patternsOf(one) }));
  return text => {
    const plain = fold(text);
    return instruments
      .filter(({ exact, folded }) => exact.test(text) || folded.some(pattern => pattern.test(plain)))
      .map(({ symbol }) => symbol);
  };
}
