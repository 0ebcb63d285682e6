import type { Alert } from './alert.ts';
import type { Told } from './market-alerts.ts';

const answering = 'answering';

const minutes = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');

/**
 * Tells that the offline planner had to answer a chat in place of every language model, and that a model answers again:
 * each once, whoever asked.
 * @param degraded whether the planner gave this answer though a language model is set up
 * @param now wall time, UTC ms
 */
export function chatOutage(degraded: boolean, now: number, told: Told): Alert | undefined {
  const before = told.get('chat-models') ?? answering;
  if (degraded === (before !== answering)) return undefined;
  told.set('chat-models', degraded ? String(now) : answering);
  return degraded
    ? {
        priority: 'error',
        kind: 'model-outage',
        key: `chat-outage/${now}/began`,
        text: {
          en: 'No language model answered in a chat: the offline planner answers until one does. /logs says why. This is said once.',
          fr: "Aucun modèle de langage n'a répondu dans une conversation : le planificateur hors ligne répond jusqu'à ce que l'un réponde. /journal dit pourquoi. Ceci n'est dit qu'une fois.",
        },
      }
    : {
        priority: 'info',
        kind: 'model-outage',
        key: `chat-outage/${before}/ended`,
        text: {
          en: `A language model answers in chats again; none had since ${minutes(Number(before))} UTC.`,
          fr: `Un modèle de langage répond de nouveau dans les conversations ; aucun ne répondait depuis le ${minutes(Number(before))} UTC.`,
        },
      };
}
