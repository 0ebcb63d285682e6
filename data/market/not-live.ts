import type { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { dayOf } from '../candle.ts';
import type { Quote } from './market-data.ts';

const names: Readonly<Record<string, Text>> = {
  sample: { en: 'the bundled history', fr: "l'historique fourni" },
  store: { en: 'the imported history', fr: "l'historique importé" },
};

const notAsked: Text = {
  en: 'Live prices have not been fetched yet.',
  fr: "Les prix en direct n'ont pas encore été demandés.",
};

/** Says that a price is not live, why, what is shown instead and as of when. */
export function notLive({ provider, asOfAt }: Quote, failure: QuaestorError | undefined): Text {
  const shown = names[provider] ?? {
    en: `stored candles of ${provider}`,
    fr: `les bougies enregistrées de ${provider}`,
  };
  const why = failure ? (failure.text ?? { en: failure.message, fr: failure.message }) : notAsked;
  const day = dayOf(asOfAt);
  return {
    en: `Not live: shown is ${shown.en}, as of ${day}. ${why.en}`,
    fr: `Pas en direct : voici ${shown.fr}, au ${day}. ${why.fr}`,
  };
}
