import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';

type Greeting = { pattern: RegExp; language: Language; opening: string };

const greetings: readonly Greeting[] = [
  {
    pattern: /^(?:hi|hello|hey|hi there|hello there|good (?:morning|evening|afternoon)|how are you)$/,
    language: 'en',
    opening: 'Hello!',
  },
  {
    pattern: /^(?:thanks|thank you|thx|many thanks|thanks a lot|thank you (?:very|so) much)$/,
    language: 'en',
    opening: 'You are welcome!',
  },
  { pattern: /^(?:bye|goodbye|see you)$/, language: 'en', opening: 'Goodbye!' },
  { pattern: /^(?:who|what) are you$/, language: 'en', opening: 'I am Quaestor.' },
  {
    pattern: /^(?:bonjour|salut|coucou|bonsoir|ca va|comment (?:ca va|vas-tu|allez-vous))$/,
    language: 'fr',
    opening: 'Bonjour !',
  },
  { pattern: /^(?:merci|merci (?:beaucoup|bien)|un grand merci)$/, language: 'fr', opening: 'Avec plaisir !' },
  { pattern: /^(?:au revoir|a bientot|bonne nuit)$/, language: 'fr', opening: 'Au revoir !' },
  { pattern: /^(?:qui es[ -]tu|tu es qui|qui etes[ -]vous|t'es qui)$/, language: 'fr', opening: 'Je suis Quaestor.' },
];

/** A short answer to a greeting, thanks or "who are you", in its own language; undefined for everything else. */
export function greetingFor(text: string): string | undefined {
  const said = fold(text)
    .replace(/[^a-z'-]+/g, ' ')
    .trim();
  const found = greetings.find(({ pattern }) => pattern.test(said));
  if (!found) return undefined;
  return found.language === 'fr'
    ? `${found.opening} Ici le planificateur hors ligne, pas un modèle de langage : « /aide » dit tout ce que je sais faire.`
    : `${found.opening} This is the offline planner, not a language model: "/help" lists all that I can do.`;
}
