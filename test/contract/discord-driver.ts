import type { Agent } from '../../agent/agent.ts';
import { buttonsOf, wordsOf } from '../kit/fake-discord-person.ts';
import type { FakeMessage } from '../kit/fake-discord-wire.ts';
import { openDiscordWorld } from '../kit/fake-discord-world.ts';
import type { Driven } from './channel.ts';

/** A person in a private chat with the bot, on a Discord of this machine. */
export async function driveDiscord(agent: Agent): Promise<Driven> {
  const world = await openDiscordWorld(agent);
  const person = world.person('1001', 'admin');
  const words = (messages: readonly FakeMessage[]) => messages.map(wordsOf).join('\n');
  let card: FakeMessage | undefined;
  let code = '';
  return {
    say: async text => {
      const messages = await world.answered(() => person.say(text));
      for (const message of messages) {
        const approve = buttonsOf(message).find(({ label }) => label === 'Approve');
        if (approve) [card, code] = [message, approve.custom_id];
      }
      return words(messages);
    },
    approve: async () => {
      const pressed = card;
      return pressed ? words(await world.answered(() => person.pressCode(pressed, code))) : '';
    },
    close: () => world.close(),
  };
}
