import { inFrench } from '../../config/french.ts';
import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';

/** `alone`: the words say all; what I am and can do is not added. */
type Greeting = { pattern: RegExp; language: Language; opening: string; alone?: true };

const greetings: readonly Greeting[] = [
  {
    pattern:
      /^(?:hi|hello|hey|yo|howdy|hi there|hello there|hey there|good (?:morning|evening|afternoon|day)|how are you(?: doing| today)?|what's up|sup)$/,
    language: 'en',
    opening: 'Hello!',
  },
  {
    pattern:
      /^(?:ok |great |cool )?(?:thanks|thank you|thx|ty|cheers|many thanks|thanks a lot|thank you (?:very|so) much)$/,
    language: 'en',
    opening: 'You are welcome!',
  },
  { pattern: /^(?:bye|goodbye|see you|good night|bye bye|see you later)$/, language: 'en', opening: 'Goodbye!' },
  { pattern: /^(?:who|what) are you$/, language: 'en', opening: 'I am Quaestor.' },
  {
    pattern:
      /^(?:bonjour|salut|coucou|bonsoir|hello bonjour|bonjour a (?:tous|toi)|(?:comment )?ca va(?: bien)?|comment (?:vas-tu|allez-vous))$/,
    language: 'fr',
    opening: 'Bonjour !',
  },
  {
    pattern: /^(?:ok |super |cool )?(?:merci|merci (?:beaucoup|bien|a toi)|un grand merci|mille mercis)$/,
    language: 'fr',
    opening: 'Avec plaisir !',
  },
  {
    pattern: /^(?:au revoir|a bientot|bonne (?:nuit|journee|soiree)|a plus(?: tard)?)$/,
    language: 'fr',
    opening: 'Au revoir !',
  },
  { pattern: /^(?:qui es[ -]tu|tu es qui|qui etes[ -]vous|t'es qui)$/, language: 'fr', opening: 'Je suis Quaestor.' },
  {
    pattern:
      /^(?:ok|okay|k|fine|good|great|cool|nice|wow|perfect|awesome|got it|i see|understood|interesting|alright|all right|sure|lol|super|top|haha+)$/,
    language: 'en',
    opening: 'Good. Ask on: "why?", "simpler" or "in French?" go on with the last answer.',
    alone: true,
  },
  {
    pattern:
      /^(?:ok|okay|k|cool|top|wow|lol|d'accord|dac|super|genial|parfait|top|bien|tres bien|compris|je vois|interessant|nickel|mdr|ok merci bien)$/,
    language: 'fr',
    opening: 'Bien. Continuez : « pourquoi ? », « plus simple » ou « en anglais ? » reprennent la dernière réponse.',
    alone: true,
  },
  {
    pattern: /^(?:no|nope|nah|no thanks|no thank you|never mind|nevermind|forget it|cancel|cancel that)$/,
    language: 'en',
    opening: 'All right: nothing was done.',
    alone: true,
  },
  {
    pattern: /^(?:non|non merci|laisse tomber|oublie|annule|tant pis|rien)$/,
    language: 'fr',
    opening: "Entendu : rien n'a été fait.",
    alone: true,
  },
  {
    pattern:
      /^(?:you(?:'re| are| r)? .{0,20}(?:idiot|stupid|dumb|useless|bad|wrong|crap|terrible|trash|garbage|suck|sucks|moron)|(?:fuck|screw|damn)(?: you| off| this)?|idiot|stupid|useless|this (?:is|sucks).{0,10}(?:crap|useless|shit|stupid|bad)?|shut up|shit|bullshit|wtf)$/,
    language: 'en',
    opening:
      'I am sorry that this was no help. Say in a few words what you wanted to see, or write /help for examples that work.',
    alone: true,
  },
  {
    pattern:
      /^(?:(?:t'es|tu es|vous etes|c'est|quel|espece d[e'] ?).{0,15}(?:nul|nulle|idiot|idiote|bete|stupide|con|conne|debile|mauvais|inutile|pourri|naze)|(?:va te faire|va chier|ferme[ -]la|ta gueule|tais[ -]toi|putain|merde|nul|idiot|imbecile|connard|debile).{0,20})$/,
    language: 'fr',
    opening:
      'Je suis désolé de ne pas avoir aidé. Dites en quelques mots ce que vous vouliez voir, ou écrivez /aide pour des exemples qui marchent.',
    alone: true,
  },
];

const tail: Record<Language, string> = {
  fr: 'Ici le planificateur hors ligne, pas un modèle de langage : « /aide » dit tout ce que je sais faire.',
  en: 'This is the offline planner, not a language model: "/help" lists all that I can do.',
};

/**
 * A short answer to a greeting, thanks, a mere yes or no, or an insult, in its own language, in that of the
 * person where both have the word ("ok"); undefined for everything else.
 */
export function greetingFor(text: string, language: Language): string | undefined {
  // A figure is the answer to something: "2k" is no "k".
  if (/\d/.test(text)) return undefined;
  const said = fold(text)
    .replace(/[^a-z'-]+/g, ' ')
    .trim();
  const meant = greetings.filter(({ pattern }) => pattern.test(said));
  const found = meant.find(one => one.language === language) ?? meant[0];
  if (!found) return undefined;
  const answer = found.alone ? found.opening : `${found.opening} ${tail[found.language]}`;
  return found.language === 'fr' ? inFrench(answer) : answer;
}
