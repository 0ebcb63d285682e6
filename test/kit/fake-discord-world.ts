import type { Agent } from '../../agent/agent.ts';
import { openDiscord } from '../../agent/discord/discord.ts';
import type { DiscordChannel } from '../../agent/discord/discord-channel.ts';
import type { Role } from '../../config/settings.ts';
import { FakeDiscordPerson, until } from './fake-discord-person.ts';
import { discordToken, type FakeDiscordOptions, FakeDiscordServer } from './fake-discord-server.ts';
import type { FakeMessage } from './fake-discord-wire.ts';

/** An agent that is on Discord. */
export type FakeDiscordWorld = {
  fake: FakeDiscordServer;
  channel: DiscordChannel;
  /** Somebody with a role. */
  person(id: string, role?: Role, locale?: string): FakeDiscordPerson;
  /** Does something on Discord and waits until it is answered: the messages that came or changed, in their order. */
  answered(act: () => unknown): Promise<FakeMessage[]>;
  close(): Promise<void>;
};

export async function openDiscordWorld(agent: Agent, options: FakeDiscordOptions = {}): Promise<FakeDiscordWorld> {
  const fake = await new FakeDiscordServer(options).listen();
  const channel = await openDiscord(agent, { token: discordToken, api: fake.api });
  agent.parts.delivery.attach(channel);
  await until(() => fake.commands.length > 0, 'the registration of commands');
  const owner = agent.person('web', 'owner');
  const stateOf = ({ body, edits }: FakeMessage) => `${edits.length} ${JSON.stringify(body)}`;
  return {
    fake,
    channel,
    person: (id, role, locale) => {
      if (role) agent.parts.register.giveRole(owner, { channel: 'discord', id }, role);
      return new FakeDiscordPerson(fake, id, locale);
    },
    answered: async act => {
      const before = new Map(fake.state.messages.map(message => [message.id, stateOf(message)]));
      const calls = fake.requests.length;
      act();
      await until(() => fake.requests.length > calls, 'an answer');
      await channel.idle();
      return fake.state.messages.filter(message => before.get(message.id) !== stateOf(message));
    },
    close: async () => {
      await agent.parts.delivery.close();
      await fake.close();
    },
  };
}
