import type { Text } from '../../config/text.ts';
import type { Draft } from './plan-call.ts';
import type { PlannerWorld } from './planner-world.ts';

type Asking = { what: Text; example: Text };

const bySlot: Readonly<Record<string, Asking>> = {
  symbol: {
    what: { en: 'which instrument', fr: 'quel instrument' },
    example: { en: '"the S&P 500"', fr: '« le S&P 500 »' },
  },
  path: { what: { en: 'which file', fr: 'quel fichier' }, example: { en: '"./btc.csv"', fr: '« ./btc.csv »' } },
  version: { what: { en: 'which version', fr: 'quelle version' }, example: { en: '"version 2"', fr: '« version 2 »' } },
  term: { what: { en: 'which term', fr: 'quel terme' }, example: { en: '"drawdown"', fr: '« drawdown »' } },
  example: {
    what: { en: 'which sum', fr: 'quel calcul' },
    example: {
      en: '"position size", "a fall", "recovery", "compound growth", "daily volatility", "break even", "leverage" or "fees"',
      fr: '« taille de position », « une chute », « récupérer », « intérêts composés », « volatilité quotidienne », « point mort », « levier » ou « frais »',
    },
  },
  threshold: { what: { en: 'which level', fr: 'quel niveau' }, example: { en: '"2,800"', fr: '« 2 800 »' } },
  size: {
    what: { en: 'what size', fr: 'quelle taille' },
    example: { en: '"10 units", "$5,000", "5%" of the account', fr: '« 10 unités », « 5 000 $ », « 5 % » du compte' },
  },
};

const sizeOfSale: Asking = {
  what: { en: 'what size', fr: 'quelle taille' },
  example: {
    en: '"10 units", "$5,000", or "everything" to close the position',
    fr: '« 10 unités », « 5 000 $ », ou « tout » pour clôturer la position',
  },
};

const listOf = (names: readonly string[], language: 'en' | 'fr'): string =>
  names.map(name => (language === 'fr' ? `« ${name} »` : `"${name}"`)).join(', ');

function asking({ known, args }: Draft, name: string, world: PlannerWorld): Asking {
  const field = known.slots.find(slot => slot.name === name);
  if (name === 'size' && Object.values(args).includes('sell')) return sizeOfSale;
  const ready = bySlot[field?.slot ?? name] ?? bySlot[name];
  if (ready) return ready;
  if (field?.slot === 'strategy') {
    const names = [...new Set(world.strategies.values())].map(one => one.replaceAll('_', ' '));
    return {
      what: { en: 'which strategy', fr: 'quelle stratégie' },
      example: { en: listOf(names, 'en'), fr: listOf(names, 'fr') },
    };
  }
  if (name === 'side' && field?.words.has('buy'))
    return { what: { en: 'buy or sell', fr: 'acheter ou vendre' }, example: { en: '"buy"', fr: '« acheter »' } };
  const choices = [...(field?.words.keys() ?? [])];
  const description = field?.description ?? name;
  const example = choices.length > 0 ? choices : [name];
  return {
    what: { en: description, fr: description },
    example: { en: listOf(example, 'en'), fr: listOf(example, 'fr') },
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One question for all that is missing, with an example of a valid answer. */
export function questionFor(draft: Draft, world: PlannerWorld): string {
  const { language } = world;
  const asked = draft.missing.map(name => asking(draft, name, world));
  const what = asked.map(one => one.what[language]).join(language === 'fr' ? ' et ' : ' and ');
  const examples = asked.map(one => one.example[language]).join(language === 'fr' ? ' ; ' : '; ');
  return language === 'fr'
    ? `${capital(what)} ? Par exemple ${examples}.`
    : `${capital(what)}? For example ${examples}.`;
}
