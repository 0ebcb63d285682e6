import { QuaestorError } from '../../config/errors.ts';
import { fold } from '../../config/suggest.ts';
import type { Text } from '../../config/text.ts';
import { Level } from '../../knowledge/glossary/entry.ts';
import type { CardInput } from '../../tools/card.ts';
import type { Call } from './command.ts';

const levelNames: Readonly<Record<Level, Text>> = {
  beginner: { en: 'beginner', fr: 'débutant' },
  intermediate: { en: 'intermediate', fr: 'intermédiaire' },
  expert: { en: 'expert', fr: 'expert' },
};

/** `/level expert`: at which level terms are explained to this person from now on. */
export const chooseLevel = ({ agent, person, rest, t }: Call): CardInput => {
  const { learner } = agent.parts.contextFor(person, new AbortController().signal, () => agent.reference());
  const said = fold(rest);
  const wanted = Level.options.find(level => [level, fold(levelNames[level].fr)].includes(said));
  if (rest !== '' && !wanted) {
    throw new QuaestorError('user.bad-request', {
      en: 'Say /level beginner, /level intermediate or /level expert.',
      fr: 'Dites /niveau débutant, /niveau intermédiaire ou /niveau expert.',
    });
  }
  if (wanted) learner.setLevel(wanted);
  const name = t(levelNames[learner.level() ?? 'beginner']);
  return {
    title: t({ en: 'Level', fr: 'Niveau' }),
    lead: t({
      en: `Terms are explained to you at this level: ${name}. A question may ask for another one.`,
      fr: `Les termes vous sont expliqués à ce niveau : ${name}. Une question peut en demander un autre.`,
    }),
  };
};
