import type { Agent } from '../../agent/agent.ts';
import { cardText } from '../../agent/channels/card-text.ts';
import type { AgentEvent } from '../../agent/events.ts';
import type { Language } from '../../config/settings.ts';
import type { Asked, Talk } from './newcomer-talks.ts';

/** What became of a sentence; `fault` says what was wrong with the answer, empty where nothing was. */
export type Heard = { text: string; fault: string };

const toolsIn = (events: readonly AgentEvent[]): string[] => [
  ...new Set(events.flatMap(event => (event.type === 'tool-call' ? event.name : []))),
];

/** Everything that a person reads of an answer, cards included. */
const readOf = (events: readonly AgentEvent[]): string =>
  events
    .flatMap(event => {
      if (event.type === 'answer-end' || event.type === 'error') return event.text;
      if ((event.type === 'tool-result' || event.type === 'proposal-made') && event.card)
        return cardText(event.card, { withLead: true, width: 200, approve: id => id });
      return [];
    })
    .join('\n');

/** The planner's own words for a sentence that it did not understand, and the glossary's for a word that it lacks. */
const lost = /beyond me, or I did not|hors de ma portée, ou je ne|is not in my glossary|n'est pas dans mon glossaire/;

function faultOf([, wanted, truth]: Asked, events: readonly AgentEvent[]): string {
  const allowed = wanted.split('|');
  const called = toolsIn(events);
  const command = events.some(event => event.type === 'tool-result' && event.id.startsWith('/'));
  const read = readOf(events);
  const names = called.length > 0 ? called : [command ? 'command' : 'words'];
  if (names.some(name => !allowed.includes(name))) return `${names.join('+')} instead of ${wanted}: ${read}`;
  if (lost.test(read)) return `lost: ${read}`;
  return truth && !truth.test(read) ? `not true (${truth.source}): ${read}` : '';
}

/** Every sentence of the talks said to the agent, each talk by a person of its own. */
export async function hearTalks(agent: Agent, talks: readonly Talk[], language: Language): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const [number, talk] of talks.entries()) {
    for (const asked of talk) {
      const events: AgentEvent[] = [];
      const message = { channel: 'test', personId: `newcomer-${number}`, text: asked[0], language };
      await agent.hear(message, event => events.push(event));
      heard.push({ text: asked[0], fault: faultOf(asked, events) });
    }
  }
  return heard;
}
