import { fold } from '../../config/suggest.ts';
import { termsIn } from './terms-in.ts';

/** Questions that a definition does not answer. */
const free =
  /^(?:(?:and|so|but|please|et|alors|mais|can you (?:tell me|explain)|could you (?:tell me|explain)|tell me|explain(?: to me)?|explique[sz]?(?:-moi)?|dis-moi|peux-tu m'expliquer) )*(?:why (?:do|does|is|are|can|should|would|did|might)|how (?:do|does|can|is|are) .+ (?:affect|change|lose|gain|relate|react|behave|differ|influence|hurt|help|protect|move|decay|matter|depend|reduce|increase|become|happen|rise|fall|drop|grow|react|cluster)|how come|when (?:do|does|is|are|should|can|would) (?!i |we |the market|the next)|what (?:causes|makes|drives|happens (?:to|if|when)|influences|moves)|pourquoi|comment .+ (?:influence|affecte|change|perd|perdent|gagne|gagnent|reagit|reagissent|varie|varient|depend|dependent|protege|protegent|reduit|reduisent|bouge|bougent|evolue|evoluent|(?:perdent|perd)-(?:elles|ils|elle|il))|quand (?:est|sont|faut|le|la|les|un|une)|qu'est-ce qui (?:cause|influence|fait (?:varier|bouger))|que se passe-t-il (?:si|quand|lorsque)|dans quels? cas)/;

const notTerms: ReadonlyMap<string, string> = new Map();

/** Terms are written in the singular. */
const singular = (text: string): string => text.replace(/(?<=\p{L}{3})s(?!\p{L})/gu, '');

/** What is asked of the person's own account, or of what was computed or proposed here. */
const ours =
  /(?<![a-z])(?:my|me|i|you|your|it|that|this|today|tomorrow|now|yesterday|forecasts?|predict[a-z]*|models?|networks?|proposals?|propos[a-z]*|refus[a-z]*|reject[a-z]*|decid[a-z]*|mon|ma|mes|moi|j'ai|je|tu|ton|ta|vous|votre|ca|cela|ce|demain|hier|aujourd'hui|maintenant|prevision|prevoi[a-z]*|modeles?|reseaux?)(?![a-z])/;

/** A question about a term of the glossary that asks more than what it means, word for word; undefined for any other. */
export function readFreeQuestion(raw: string, terms: () => readonly string[]): string | undefined {
  const said = fold(raw).trim();
  const opened = free.exec(said)?.[0];
  if (
    opened === undefined ||
    ours.test(said.slice(opened.length)) ||
    termsIn(`${raw} | ${singular(raw)}`, terms, notTerms).length === 0
  )
    return undefined;
  return raw.trim();
}
