import { fold } from '../../config/suggest.ts';
import { singular, termsIn } from './terms-in.ts';

/** Questions that a definition does not answer. */
const free =
  /^(?:(?:and|so|but|please|et|alors|mais|can you (?:tell me|explain)|could you (?:tell me|explain)|tell me|explain(?: to me)?|explique[sz]?(?:-moi)?|dis-moi|peux-tu m'expliquer) )*(?:why (?:do|does|is|are|can|should|would|did|might)|how (?:do|does|can|is|are) .+ (?:affect|change|lose|gain|relate|react|behave|differ|influence|hurt|help|protect|move|decay|matter|depend|reduce|increase|become|happen|rise|fall|drop|grow|react|cluster)|how come|when (?:do|does|is|are|should|can|would) (?!i |we |the market|the next)|what (?:causes|makes|drives|happens (?:to|if|when)|influences|moves)|pourquoi|comment .+ (?:influence|affecte|change|perd|perdent|gagne|gagnent|reagit|reagissent|varie|varient|depend|dependent|protege|protegent|reduit|reduisent|bouge|bougent|evolue|evoluent|(?:perdent|perd)-(?:elles|ils|elle|il))|quand (?:est|sont|faut|le|la|les|un|une)|qu'est-ce qui (?:cause|influence|fait (?:varier|bouger))|que se passe-t-il (?:si|quand|lorsque)|dans quels? cas)/;

const notTerms: ReadonlyMap<string, string> = new Map();

const stemLetters = 7;
const stems = new WeakMap<() => readonly string[], ReadonlyMap<string, string>>();

function stemsOf(terms: () => readonly string[]): ReadonlyMap<string, string> {
  const known = stems.get(terms);
  if (known) return known;
  const single = terms().filter(term => /^[a-z]+$/.test(term) && term.length > stemLetters);
  const made = new Map(single.map(term => [term.slice(0, stemLetters), term] as const));
  stems.set(terms, made);
  return made;
}

/** What is asked of the person's own account, or of what was computed or proposed here. */
const ours =
  /(?<![a-z])(?:my|me|i|you|your|it|that|this|today|tomorrow|now|yesterday|forecasts?|predict[a-z]*|models?|networks?|proposals?|propos[a-z]*|refus[a-z]*|reject[a-z]*|decid[a-z]*|mon|ma|mes|moi|j'ai|je|tu|ton|ta|vous|votre|ca|cela|ce|demain|hier|aujourd'hui|maintenant|prevision|prevoi[a-z]*|modeles?|reseaux?)(?![a-z])/;

const namesTerm = (raw: string, terms: () => readonly string[]): boolean =>
  termsIn(`${raw} | ${singular(raw)}`, terms, notTerms).length > 0;

/** The term of which such a question has another form: "why do people diversify?" is about diversification. */
export function readInflected(raw: string, terms: () => readonly string[]): string | undefined {
  const said = fold(raw).trim();
  const opened = free.exec(said)?.[0];
  if (opened === undefined || namesTerm(raw, terms)) return undefined;
  const words = said.slice(opened.length).match(/[a-z]{8,}/g) ?? [];
  return words.map(word => stemsOf(terms).get(word.slice(0, stemLetters))).find(term => term !== undefined);
}

/** A question about a term of the glossary that asks more than what it means, word for word; undefined for any other. */
export function readFreeQuestion(raw: string, terms: () => readonly string[]): string | undefined {
  const said = fold(raw).trim();
  const opened = free.exec(said)?.[0];
  if (opened === undefined || ours.test(said.slice(opened.length)) || !namesTerm(raw, terms)) return undefined;
  return raw.trim();
}
