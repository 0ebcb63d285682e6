import type { QuaestorError } from './errors.ts';
import type { Text } from './text.ts';

/** Phrases that several rooms say. What one file says stands in that file. */
export const messages = {
  software: {
    en: 'You are talking to software (AI), not to a person; it can be wrong.',
    fr: 'Vous parlez à un logiciel (IA), pas à une personne ; il peut se tromper.',
  },
  notAdvice: {
    en: 'Education and paper trading, not investment advice.',
    fr: 'Pédagogie et trading simulé, pas un conseil en investissement.',
  },
  notSetUp: {
    en: 'This part is not set up yet. An admin finds the reason in the log.',
    fr: "Cette partie n'est pas encore configurée. Un administrateur en trouve la raison dans le journal.",
  },
  sourceSlow: {
    en: 'The source is slow or unreachable just now. Please ask again in a moment.',
    fr: 'La source est lente ou injoignable pour le moment. Reposez la question dans un instant.',
  },
  notUnderstoodByModel: {
    en: 'I could not turn that into a valid request. Please put it another way.',
    fr: "Je n'ai pas pu en faire une demande valable. Reformulez-la, s'il vous plaît.",
  },
} as const satisfies Record<string, Text>;

const apology = (reference: string): Text => ({
  en: `Something went wrong on my side, and it is logged under ${reference}. Nothing was traded because of it.`,
  fr: `Une erreur s'est produite de mon côté ; elle est notée sous la référence ${reference}. Rien n'a été négocié à cause d'elle.`,
});

/** What chat says of an error: its own text where it has one, else what its blame calls for. */
export function errorText(error: QuaestorError, reference: string): Text {
  if (error.blame === 'bug') return apology(reference);
  if (error.text) return error.text;
  if (error.blame === 'config') return messages.notSetUp;
  if (error.blame === 'provider') return messages.sourceSlow;
  if (error.blame === 'model') return messages.notUnderstoodByModel;
  return { en: error.message, fr: error.message };
}
