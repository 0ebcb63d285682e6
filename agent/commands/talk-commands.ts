import { QuaestorError } from '../../config/errors.ts';
import { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import { memoryText } from '../../knowledge/memory/trading-memory.ts';
import { conversationOf, ownerOf } from '../people.ts';
import type { Command } from './command.ts';
import { chooseLevel } from './level-command.ts';

/** How somebody talks here: language, level, and what is remembered. */
export const talkCommands: readonly Command[] = [
  {
    en: 'language',
    fr: 'langue',
    about: { en: 'English or French: /language fr', fr: 'français ou anglais : /langue en' },
    run: ({ agent, person, rest }) => {
      const wanted = Language.safeParse(rest.toLowerCase().slice(0, 2));
      if (!wanted.success) {
        throw new QuaestorError('user.bad-request', {
          en: 'Say /language en or /language fr.',
          fr: 'Dites /langue fr ou /langue en.',
        });
      }
      agent.parts.conversations.setLanguage(ownerOf(person), wanted.data);
      const t = translateTo(wanted.data);
      return {
        title: t({ en: 'Language', fr: 'Langue' }),
        lead: t({ en: 'I answer in English now.', fr: 'Je réponds en français désormais.' }),
      };
    },
  },
  {
    en: 'level',
    fr: 'niveau',
    about: {
      en: 'how terms are explained to you: /level beginner, intermediate, expert',
      fr: 'comment les termes vous sont expliqués : /niveau débutant, intermédiaire, expert',
    },
    run: chooseLevel,
  },
  {
    en: 'new',
    fr: 'nouveau',
    about: { en: 'forget this conversation', fr: 'oublier cette conversation' },
    run: ({ agent, person, t }) => {
      agent.parts.conversations.clear(conversationOf(person));
      return {
        title: t({ en: 'New conversation', fr: 'Nouvelle conversation' }),
        lead: t({ en: 'Forgotten. The ledger stays.', fr: "C'est oublié. Le registre reste." }),
      };
    },
  },
  {
    en: 'memory',
    account: true,
    fr: 'memoire',
    about: { en: 'what the agent remembers of the account', fr: "ce dont l'agent se souvient du compte" },
    run: ({ agent, t }) => ({
      title: t({ en: 'What the memory says', fr: 'Ce que dit la mémoire' }),
      lead: t({
        en: 'This is what I read before each answer, word for word.',
        fr: 'Voici ce que je lis avant chaque réponse, mot pour mot (en anglais).',
      }),
      lines: memoryText(agent.parts.scenes.memory()).split('\n'),
    }),
  },
];
