import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChatPort, ChatTurn } from '../../agent/channels/chat-turn.ts';
import type { Outgoing } from '../../agent/delivery/channel.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { QuaestorError } from '../../config/errors.ts';
import { Card } from '../../tools/card.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const editEveryMs = 1000;

/** A chat that notes what is written into it, as "3 send text", and what fails there. */
class NotedPort implements ChatPort {
  readonly editEveryMs = editEveryMs;
  readonly log: { at: number; how: string; message: Outgoing }[] = [];
  readonly standing = new Map<string, Outgoing>();
  readonly #fails: (said: string) => boolean;
  readonly #startAt = Date.now();

  constructor(fails: (said: string) => boolean = () => false) {
    this.#fails = fails;
  }

  send(message: Outgoing): Promise<string> {
    const id = `m${this.standing.size + 1}`;
    return this.#write(id, 'send', message).then(() => id);
  }

  edit(id: string, message: Outgoing): Promise<void> {
    return this.#write(id, `edit ${id}`, message);
  }

  /** What stands in the chat, in its order. */
  words(): string[] {
    return [...this.standing.values()].map(wordsOf);
  }

  async #write(id: string, how: string, message: Outgoing): Promise<void> {
    this.log.push({ at: Date.now() - this.#startAt, how, message });
    if (this.#fails(wordsOf(message))) throw new QuaestorError('provider.unavailable', `no: ${wordsOf(message)}`);
    this.standing.set(id, message);
  }
}

const wordsOf = ({ text, card }: Outgoing): string =>
  text ?? [card?.title, card?.lead].filter(one => one !== undefined).join(': ');

type Shown = [messageId: string, proposalId: string];

function opened(options: { pressed?: string; fails?: (said: string) => boolean } = {}) {
  const port = new NotedPort(options.fails);
  const shown: Shown[] = [];
  const turn = new ChatTurn(port, {
    language: 'en',
    pressed: options.pressed,
    onShown: (messageId, proposalId) => shown.push([messageId, proposalId]),
  });
  return { port, turn, shown };
}

const delta = (text: string, messageId = 'a'): AgentEvent => ({ type: 'text-delta', messageId, text });
const end = (text: string): AgentEvent => ({ type: 'answer-end', text, answeredBy: 'model', asOf: '2020-04-17' });
const result = (title: string, more: object = {}): AgentEvent => ({
  type: 'tool-result',
  id: title,
  name: 'tool',
  ok: true,
  card: Card.parse({ title, lines: ['more'], ...more }),
});
const made = (proposalId: string): AgentEvent => ({
  type: 'proposal-made',
  proposalId,
  version: 1,
  card: Card.parse({ title: proposalId, lead: 'I propose it.' }),
});
const changed = (proposalId: string, lead: string): AgentEvent => ({
  type: 'proposal-changed',
  proposalId,
  version: 1,
  state: 'done',
  card: Card.parse({ title: proposalId, lead }),
});

describe('a text that is still being written', () => {
  it('is one message, edited no faster than the pace, each time to all that is known', async () => {
    const { port, turn } = opened();
    for (let i = 0; i < 40; i += 1) {
      turn.emit(delta(`w${i} `));
      await vi.advanceTimersByTimeAsync(100);
    }
    turn.emit(end('The whole.'));
    await turn.end();
    const [first, ...edits] = port.log.slice(0, -1);
    expect(first?.how).toBe('send');
    expect(edits.every(({ how }) => how === 'edit m1')).toBe(true);
    const pauses = edits.map(({ at }, i) => at - (port.log[i]?.at ?? 0));
    expect(edits.length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(editEveryMs);
    expect(port.log[1]?.message.text).toMatch(/^w0 .* w\d+ ▌$/);
    expect(port.words()).toEqual(['The whole.']);
  });

  it('starts over with a new message id, in the same place', async () => {
    const { port, turn } = opened();
    turn.emit(delta('Wrong words', 'a'));
    await vi.advanceTimersByTimeAsync(0);
    turn.emit(delta('Right', 'b'));
    await vi.advanceTimersByTimeAsync(editEveryMs);
    expect(port.words()).toEqual(['Right ▌']);
    turn.emit(end('Right words.'));
    await turn.end();
    expect(port.log.map(({ how }) => how)).toEqual(['send', 'edit m1', 'edit m1']);
    expect(port.words()).toEqual(['Right words.']);
  });

  it('is not sent while it is blank, nor again where nothing changed', async () => {
    const { port, turn } = opened();
    turn.emit(delta('  \n'));
    await vi.advanceTimersByTimeAsync(editEveryMs);
    expect(port.log).toEqual([]);
    turn.emit(end(''));
    await turn.end();
    expect(port.log).toEqual([]);
  });

  it('is preceded by how far a slow tool has come, which the first words replace', async () => {
    const { port, turn } = opened();
    const progress = (share: number): AgentEvent => ({
      type: 'tool-progress',
      id: '1',
      name: 'train_model',
      share,
      at: { en: 'fold 2 of 5', fr: 'bloc 2 sur 5' },
    });
    turn.emit(progress(0.204));
    await vi.advanceTimersByTimeAsync(0);
    expect(port.words()).toEqual(['⏳ fold 2 of 5 20 %']);
    turn.emit(delta('It is'));
    turn.emit(progress(0.9));
    await vi.advanceTimersByTimeAsync(editEveryMs);
    expect(port.words(), 'progress does not cover words').toEqual(['It is ▌']);
    turn.emit(end('It is done.'));
    await turn.end();
    expect(port.words()).toEqual(['It is done.']);
  });
});

describe('the cards of a turn', () => {
  it('come after the text, in their order, without a lead that the text says', async () => {
    const { port, turn } = opened();
    turn.emit(result('Price', { lead: 'It is at 5.' }));
    turn.emit(result('Chart', { lead: 'It rose.' }));
    turn.emit(end('Here: It is at 5.'));
    await turn.end();
    expect(port.words()).toEqual(['Here: It is at 5.', 'Price', 'Chart: It rose.']);
  });

  it('that add nothing to the text are not sent', async () => {
    const { port, turn } = opened();
    turn.emit(result('Language', { lead: 'I answer in English now.', lines: [] }));
    turn.emit(end('I answer in English now.'));
    await turn.end();
    expect(port.words()).toEqual(['I answer in English now.']);
  });

  it('of proposals are told with the message in which they stand', async () => {
    const { turn, shown } = opened();
    turn.emit(made('P-1'));
    turn.emit(result('Price'));
    turn.emit(made('P-2'));
    turn.emit(end('Two.'));
    await turn.end();
    expect(shown).toEqual([
      ['m2', 'P-1'],
      ['m4', 'P-2'],
    ]);
  });

  it('change where they were pressed, and say themselves what became of them', async () => {
    const { port, turn, shown } = opened({ pressed: 'm7' });
    turn.emit(changed('P-1', 'Filled: bought 5.'));
    turn.emit(result('Gate', { lead: 'It was close.' }));
    turn.emit(end('Filled: bought 5. It was close.'));
    await turn.end();
    expect(port.log.map(({ how }) => how)).toEqual(['edit m7', 'send']);
    expect(port.words(), 'no lead is left out for a text that is not there').toEqual([
      'P-1: Filled: bought 5.',
      'Gate: It was close.',
    ]);
    expect(shown).toEqual([['m7', 'P-1']]);
  });

  it('that change without having been pressed are new messages', async () => {
    const { port, turn, shown } = opened();
    turn.emit(changed('P-1', 'Filled.'));
    turn.emit(end('Done.'));
    await turn.end();
    expect(port.log.map(({ how }) => how)).toEqual(['send', 'send']);
    expect(shown).toEqual([['m2', 'P-1']]);
  });
});

describe('a chat that fails', () => {
  it('is told at the end, and everything else stands there', async () => {
    const { port, turn, shown } = opened({ fails: said => said.startsWith('Price') });
    turn.emit(result('Price'));
    turn.emit(made('P-1'));
    turn.emit(end('Hello.'));
    await expect(turn.end()).rejects.toMatchObject({ code: 'provider.unavailable', message: 'no: Price' });
    expect(port.words()).toEqual(['Hello.', 'P-1: I propose it.']);
    expect(shown).toEqual([['m2', 'P-1']]);
  });

  it('on the text keeps no card back, and the card then says its lead itself', async () => {
    const { port, turn } = opened({ fails: said => said.startsWith('I propose') });
    turn.emit(made('P-1'));
    turn.emit(end('I propose it.'));
    await expect(turn.end()).rejects.toMatchObject({ message: 'no: I propose it.' });
    expect(port.words()).toEqual(['P-1: I propose it.']);
  });

  it('while it is being written is not the end of the text', async () => {
    let down = true;
    const { port, turn } = opened({ fails: () => down });
    turn.emit(delta('Hel'));
    await vi.advanceTimersByTimeAsync(0);
    down = false;
    turn.emit(delta('lo'));
    turn.emit(end('Hello.'));
    await expect(turn.end()).rejects.toMatchObject({ message: 'no: Hel ▌' });
    expect(port.words()).toEqual(['Hello.']);
  });
});
