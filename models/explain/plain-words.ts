import { QuaestorError } from '../../config/errors.ts';
import { didYouMean } from '../../config/suggest.ts';
import { type Text, type Translate, translateTo } from '../../config/text.ts';
import { FeatureCatalogue } from '../../data/features/feature-catalogue.ts';

/** One explained forecast. */
export type ExplainedForecast = {
  readonly names: readonly string[];
  /** One for each name. */
  readonly phi: ArrayLike<number>;
  /** What the features were; NaN for a missing one, and for a block of columns that has no single value. */
  readonly values: ArrayLike<number>;
  /** Mean output; `base` plus all phi is the forecast. */
  readonly base: number;
};

export type WordOptions = {
  /** Features told of. */
  top?: number;
  decimals?: number;
  /** What the forecast is: a number as it stands, or ln of a variance in %^2, which is told as a volatility in %. */
  scale?: Scale;
  /** Meanings of players that are no features of the catalogue, as a block of text. */
  meanings?: Readonly<Record<string, Text>>;
};

type Scale = 'number' | 'log-variance';

/** The drivers of one forecast, as sentences and as bars. */
export type Drivers = {
  readonly summary: Text;
  /** Greatest first: what the feature is, which way it moved the forecast, and by how much. */
  readonly lines: readonly Text[];
  /** For a picture: phi by name, greatest size first. */
  readonly chart: { readonly names: readonly string[]; readonly values: readonly number[] };
};

type Driver = { readonly name: string; readonly phi: number; readonly value: number; readonly meaning: Text };

/**
 * Tells what drove a forecast: the features of greatest |phi|, each with its meaning, its value, and what it added to the
 * mean forecast or took from it.
 * @throws QuaestorError `data.unknown-feature` for a name that neither the catalogue nor `meanings` knows
 */
export function plainWords(
  { names, phi, values, base }: ExplainedForecast,
  { top = 5, decimals = 3, scale = 'number', meanings = {} }: WordOptions = {},
): Drivers {
  const sizes = Array.from(phi, Math.abs);
  const drivers = names
    .map((name, j) => ({ name, phi: phi[j] ?? Number.NaN, value: values[j] ?? Number.NaN }))
    .filter(driver => driver.phi !== 0)
    .sort((a, b) => Math.abs(b.phi) - Math.abs(a.phi))
    .slice(0, top)
    .map(driver => ({ ...driver, meaning: meaningOf(driver.name, meanings) }));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const told = drivers.reduce((sum, driver) => sum + Math.abs(driver.phi), 0);
  const forecast = Array.from(phi).reduce((sum, value) => sum + value, base);
  return {
    summary: inBoth(say =>
      summaryOf(say, { base, forecast, share: all > 0 ? told / all : 0, decimals, scale }, drivers.length),
    ),
    lines: drivers.map(driver => inBoth(say => lineOf(say, driver, decimals, scale))),
    chart: { names: drivers.map(({ name }) => name), values: drivers.map(driver => driver.phi) },
  };
}

const english = translateTo('en');
const french = translateTo('fr');

const inBoth = (make: (say: Translate) => string): Text => ({ en: make(english), fr: make(french) });

function meaningOf(name: string, meanings: Readonly<Record<string, Text>>): Text {
  const { features } = FeatureCatalogue.open();
  const meaning = meanings[name] ?? features.find(row => row.name === name)?.meaning;
  if (meaning) return meaning;
  const known = [...Object.keys(meanings), ...features.map(row => row.name)];
  throw new QuaestorError(
    'data.unknown-feature',
    `No meaning is known of "${name}" among ${known.length} features.${didYouMean(name, known)}`,
    { name },
  );
}

/** Share by which a change of ln variance moves the volatility: .2 for a fifth more. */
export const volatilityShare = (phi: number): number => Math.expm1(phi / 2);

type Level = { base: number; forecast: number; share: number; decimals: number; scale: Scale };

function summaryOf(say: Translate, { base, forecast, share, decimals, scale }: Level, count: number): string {
  const level = (value: number) =>
    scale === 'number' ? say.number(value, decimals) : say.percent(Math.exp(value / 2) / 100);
  const [mean, now, part] = [level(base), level(forecast), say.percent(share, 0)];
  if (count === 0) {
    return say({
      en: `The forecast is ${now}, its mean: no feature moved it.`,
      fr: `La prévision est de ${now}, sa moyenne : aucune caractéristique ne l'a déplacée.`,
    });
  }
  return say({
    en: `The forecast is ${now}, its mean ${mean}. What moved it most, ${part} of all movement:`,
    fr: `La prévision est de ${now}, sa moyenne de ${mean}. Ce qui l'a le plus déplacée, soit ${part} de tous les mouvements :`,
  });
}

function lineOf(say: Translate, { name, phi, value, meaning }: Driver, decimals: number, scale: Scale): string {
  const size =
    scale === 'number' ? say.number(Math.abs(phi), decimals) : say.percent(Math.abs(volatilityShare(phi)), 1);
  const seen = Number.isNaN(value) ? name : `${name} = ${say.number(value, decimals)}`;
  const [en, fr] = [meaning.en.replace(/\.$/, ''), meaning.fr.replace(/\.$/, '')];
  return phi > 0
    ? say({ en: `Raised by ${size}: ${en} (${seen}).`, fr: `Relevée de ${size} : ${fr} (${seen}).` })
    : say({ en: `Lowered by ${size}: ${en} (${seen}).`, fr: `Abaissée de ${size} : ${fr} (${seen}).` });
}
