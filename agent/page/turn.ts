import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import { askedView } from './asked-view.ts';
import { type CardWorld, cardView, isBare, repeats } from './card-view.ts';
import { button, element } from './element.ts';
import type { Proposals } from './proposals.ts';
import { StreamedText } from './streamed-text.ts';
import { toolWords, words } from './words.ts';

/** Answers that come from our own code need no name under them. */
const ownVoices: ReadonlySet<string> = new Set(['command', 'desk', 'agent', 'unknown']);

/** One question and its answer on the page: what runs, the text as it comes, the cards. */
export class Turn {
  readonly element: HTMLElement;
  /** The text of a complete answer. */
  said: string | undefined;
  readonly #world: CardWorld;
  readonly #proposals: Proposals;
  readonly #working: HTMLElement;
  readonly #text: StreamedText;
  readonly #cards = element('div', { class: 'cards' });
  readonly #foot = element('div', { class: 'turn-foot' });
  readonly #shown: { card: Card; place: HTMLElement }[] = [];

  constructor(question: string, world: CardWorld, proposals: Proposals) {
    const { t } = world.reader;
    this.#world = world;
    this.#proposals = proposals;
    this.#working = element('p', { class: 'working' }, element('span', {}, t(words.thinking)));
    this.#text = new StreamedText(element('div', { class: 'text', hidden: true }));
    const answer = element('div', { class: 'answer' }, this.#working, this.#text.element, this.#cards, this.#foot);
    this.element = element('article', { class: 'turn live' }, askedView(question, t), answer);
  }

  show(event: AgentEvent): void {
    if (event.type === 'tool-call') this.#works(event.name);
    else if (event.type === 'tool-progress') this.#works(event.name, event.share);
    else if (event.type === 'tool-result') this.#result(event.card);
    else if (event.type === 'text-delta') this.#write(event.messageId, event.text);
    else if (event.type === 'proposal-made') {
      this.#cards.append(this.#proposals.copy(event.proposalId, event.card).element);
    } else if (event.type === 'proposal-changed') {
      if (!this.#proposals.changed(event)) this.#add(event.card);
    } else if (event.type === 'error') this.element.classList.add('failed');
    else this.#end(event);
  }

  /** The person stopped it: what is there stays. */
  stop(): void {
    this.#working.remove();
    this.#text.end(this.#text.text);
    this.#settle(this.#text.text);
    this.#foot.replaceChildren(element('p', { class: 'meta' }, this.#world.reader.t(words.stopped)));
  }

  /** It was stopped, but the answer was complete. */
  kept(): void {
    this.#foot.replaceChildren(element('p', { class: 'meta' }, this.#world.reader.t(words.stoppedKept)));
  }

  /** It broke off; `again` asks once more. */
  fail(reason: string, again: () => void): void {
    const { t } = this.#world.reader;
    this.stop();
    const retry = button(t(words.again), { class: 'quiet' }, again);
    this.#foot.replaceChildren(element('p', { class: 'problem', role: 'alert' }, reason, ' ', retry));
  }

  /** @param share how far it has come, 0 to 1, where it says so */
  #works(tool: string, share?: number): void {
    const { t } = this.#world.reader;
    const known = toolWords[tool];
    this.#working.replaceChildren(
      element('span', {}, `${known ? t(known) : tool}${share === undefined ? '' : ` ${t.percent(share, 0)}`}`),
    );
    this.#working.hidden = false;
  }

  #result(card: Card | undefined): void {
    this.#working.replaceChildren(element('span', {}, this.#world.reader.t(words.thinking)));
    if (card) this.#add(card);
  }

  #write(messageId: string, piece: string): void {
    this.#working.hidden = true;
    this.#text.add(messageId, piece);
  }

  /** The lead waits for the answer's text, which most often says it. */
  #add(card: Card): void {
    const place = element('div', {}, cardView(card, this.#world, { said: card.lead ?? '' }));
    place.hidden = isBare(card);
    this.#shown.push({ card, place });
    this.#cards.append(place);
  }

  /** Shows the leads that the answer did not say. */
  #settle(text: string): void {
    for (const { card, place } of this.#shown) {
      if (repeats(text, card.lead)) continue;
      const lead = element('p', { class: 'lead' }, card.lead);
      place.querySelector('h3')?.after(lead);
      place.hidden = false;
    }
  }

  #end(event: Extract<AgentEvent, { type: 'answer-end' }>): void {
    const { t } = this.#world.reader;
    this.said = event.text;
    this.#working.remove();
    this.#text.end(event.text);
    this.#settle(event.text);
    const who = event.answeredBy === 'planner' ? t(words.planner) : event.answeredBy;
    const meta = `${t(words.answeredBy)} ${who} · ${event.asOf}`;
    this.#foot.replaceChildren(...(ownVoices.has(event.answeredBy) ? [] : [element('p', { class: 'meta' }, meta)]));
  }
}
