import { PassThrough } from 'node:stream';
import { vi } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { runTerminal } from '../../agent/channels/terminal.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { openWeb } from '../../agent/web/web.ts';
import type { CardAction } from '../../tools/card.ts';
import { buttonsOf, until, wordsOf } from '../kit/fake-discord-person.ts';
import type { FakeMessage } from '../kit/fake-discord-wire.ts';
import { openDiscordWorld } from '../kit/fake-discord-world.ts';
import { ann, telegramWorld } from '../kit/telegram-world.ts';
import { readEvents, webClient } from '../kit/web-client.ts';
import { speaker, type Talk } from './dialogue.ts';

const thumbs = { good: '👍 Helpful', bad: '👎 Wrong' } as const;

const inWords = ({ quantity, stop, target }: Parameters<Talk['edit']>[0]): string =>
  `quantity ${quantity} stop ${stop} target ${target}`;

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** Typed words at the prompt; the buttons are commands. */
async function terminalTalk(agent: Agent): Promise<Talk> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let [seen, whole, beforeApproval] = ['', '', 0];
  output.on('data', chunk => {
    seen += String(chunk);
    whole += String(chunk);
  });
  const running = runTerminal(agent, { input, output, user: speaker.name, lookSeconds: 0.02 });
  const news = () => {
    const text = seen;
    seen = '';
    return onOneLine(text);
  };
  const answered = () => vi.waitUntil(() => seen.endsWith('\n\n'), { timeout: 20_000, interval: 5 });
  const say = async (text: string): Promise<string> => {
    news();
    input.write(`${text}\n`);
    await answered();
    return news();
  };
  await answered();
  news();
  return {
    say,
    edit: change => say(`/edit P-1 ${inWords(change)}`),
    approve: () => {
      beforeApproval = whole.length;
      return say('/approve P-1 v2');
    },
    // The terminal looks by itself: the alert may come with the end of the turn.
    alerts: async () => {
      await vi.waitUntil(() => whole.slice(beforeApproval).includes('ℹ️'), { timeout: 20_000, interval: 5 });
      return onOneLine(whole.slice(beforeApproval));
    },
    rate: rating => say(`/rate ${rating}`),
    close: async () => {
      input.end();
      await running;
    },
  };
}

type Page = { events: AgentEvent[]; close(): void };

/** What an open page hears without asking. */
async function follow(get: ReturnType<typeof webClient>['get']): Promise<Page> {
  const { body } = await get('/api/events');
  if (!body) throw new Error('no stream of events');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const events: AgentEvent[] = [];
  const begun = await reader.read();
  let rest = begun.value ?? '';
  const read = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const blocks = `${rest}${next.value}`.split('\n\n');
      rest = blocks.pop() ?? '';
      events.push(...blocks.flatMap(readEvents));
    }
  };
  const reading = read().catch(() => undefined);
  return {
    events,
    close: () => {
      void reader.cancel();
      void reading;
    },
  };
}

/** The page's own requests; its buttons are the actions of the cards that it was sent. */
async function webTalk(agent: Agent): Promise<Talk> {
  const web = await openWeb(agent);
  const client = webClient(web.url);
  const page = await follow(client.get);
  let actions: CardAction[] = [];
  let told = 0;
  const seen = (events: readonly AgentEvent[]): string => {
    const cards = events.flatMap(event => ('card' in event && event.card ? [event.card] : []));
    actions = [...cards.flatMap(card => card.actions), ...actions];
    told = page.events.length;
    return events.map(event => onOneLine(JSON.stringify(event))).join(' ');
  };
  const button = (wanted: (action: CardAction) => boolean): CardAction => {
    const found = actions.find(wanted);
    if (!found) throw new Error(`no such button among ${actions.map(({ label }) => label)}`);
    return found;
  };
  const tap = async (body: object): Promise<string> =>
    seen(readEvents(await (await client.post('/api/tap', body)).text()));
  const cardOf = ({ proposalId, version, nonce }: CardAction) => ({ proposalId, version, nonce });
  return {
    say: async text => seen(await client.chat(text)),
    edit: change => tap({ verb: 'edit', ...cardOf(button(({ kind }) => kind === 'edit')), change }),
    approve: () => tap({ verb: 'approve', ...cardOf(button(({ kind }) => kind === 'approve')) }),
    alerts: async () => {
      const news = () => page.events.slice(told).filter(event => (event.type as string) === 'alert');
      await vi.waitUntil(() => news().length > 0, { timeout: 20_000 });
      return seen(news());
    },
    rate: rating => {
      const { ratedId } = button(action => action.kind === 'rate' && action.rating === rating);
      return tap({ verb: 'rate', ratedId, rating });
    },
    close: async () => {
      page.close();
      await web.close();
    },
  };
}

/** A private chat with the bot; Edit asks for a reply. */
async function telegramTalk(agent: Agent): Promise<Talk> {
  const world = await telegramWorld(agent);
  const heard = async (): Promise<string> => {
    await world.settled();
    return onOneLine(world.news());
  };
  const press = (label: string): Promise<string> => {
    const { data, message } = world.button(label, ann.id);
    world.fake.tap(data, message, ann);
    return heard();
  };
  return {
    say: text => {
      world.fake.say(text, ann);
      return heard();
    },
    edit: async change => {
      await press('Edit');
      const prompt = world.fake.chat(ann.id).at(-1);
      world.fake.say(inWords(change), ann, prompt ? { replyTo: prompt } : {});
      return heard();
    },
    approve: () => press('Approve'),
    alerts: heard,
    rate: rating => press(thumbs[rating]),
    close: () => world.close(),
  };
}

/** A private chat with the bot; Edit opens a form. */
async function discordTalk(agent: Agent): Promise<Talk> {
  const world = await openDiscordWorld(agent);
  const person = world.person(speaker.outsideId);
  const words = (messages: readonly FakeMessage[]) => onOneLine(messages.map(wordsOf).join(' ').replaceAll('**', ''));
  let known = 0;
  const answered = async (act: () => unknown): Promise<string> => {
    const text = words(await world.answered(act));
    known = person.received().length;
    return text;
  };
  const withButton = (label: string): FakeMessage => {
    const found = person.received().findLast(message => buttonsOf(message).some(one => one.label === label));
    if (!found) throw new Error(`no button "${label}" in the private chat`);
    return found;
  };
  const press = (label: string): Promise<string> => answered(() => person.press(withButton(label), label));
  return {
    say: text => answered(() => person.say(text)),
    edit: async ({ quantity, stop, target }) => {
      const form = person.press(withButton('Edit'), 'Edit');
      await until(() => form.state === 'asked', 'the form');
      const values = { quantity: String(quantity), stop: String(stop), target: String(target) };
      return answered(() => person.submit(form, values));
    },
    approve: () => press('Approve'),
    alerts: async () => words(person.received().slice(known)),
    rate: rating => press(thumbs[rating]),
    close: () => world.close(),
  };
}

/** The four two-way channels. */
export const talks: Readonly<Record<string, (agent: Agent) => Promise<Talk>>> = {
  web: webTalk,
  terminal: terminalTalk,
  telegram: telegramTalk,
  discord: discordTalk,
};
