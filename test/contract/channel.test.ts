import { PassThrough } from 'node:stream';
import type { Agent } from '../../agent/agent.ts';
import { runTerminal } from '../../agent/channels/terminal.ts';
import { openWeb } from '../../agent/web/web.ts';
import { ann, telegramWorld } from '../kit/telegram-world.ts';
import { type Tapped, webClient } from '../kit/web-client.ts';
import { channelContract, type Driven } from './channel.ts';
import { driveDiscord } from './discord-driver.ts';

async function driveTerminal(agent: Agent): Promise<Driven> {
  const input = new PassThrough();
  const output = new PassThrough();
  let seen = '';
  output.on('data', chunk => {
    seen += String(chunk);
  });
  const running = runTerminal(agent, { input, output, user: 'owner' });
  const say = async (text: string): Promise<string> => {
    seen = '';
    input.write(`${text}\n`);
    while (!seen.endsWith('\n\n')) await new Promise(resolve => setTimeout(resolve, 5));
    return seen.replace(/\s+/g, ' ');
  };
  while (!seen.endsWith('\n\n')) await new Promise(resolve => setTimeout(resolve, 5));
  const close = async () => {
    input.end();
    await running;
  };
  return { say, approve: () => say('/approve'), close };
}

async function driveWeb(agent: Agent): Promise<Driven> {
  const web = await openWeb(agent);
  const client = webClient(web.url);
  let waiting: Tapped | undefined;
  const flat = (events: unknown[]) =>
    events
      .map(event => JSON.stringify(event))
      .join('\n')
      .replaceAll('\\"', '"');
  return {
    say: async text => {
      const events = await client.chat(text);
      waiting = client.tapOf(events) ?? waiting;
      return flat(events);
    },
    approve: async () => flat(waiting ? await client.tap(waiting) : []),
    close: () => web.close(),
  };
}

async function driveTelegram(agent: Agent): Promise<Driven> {
  agent.parts.register.giveRole(agent.person('web', 'owner'), { channel: 'telegram', id: String(ann.id) }, 'admin');
  const world = await telegramWorld(agent);
  let approve: ReturnType<typeof world.button> | undefined;
  const heard = async (): Promise<string> => {
    await world.settled();
    return world.news().replace(/\s+/g, ' ');
  };
  return {
    say: async text => {
      world.fake.say(text, ann);
      return heard();
    },
    approve: async () => {
      approve ??= world.button('Approve');
      world.fake.tap(approve.data, approve.message, ann);
      return heard();
    },
    close: () => world.close(),
  };
}

channelContract('terminal', driveTerminal);
channelContract('web', driveWeb);
channelContract('discord', driveDiscord);
channelContract('telegram', driveTelegram);
