import type { Agent } from '../agent.ts';
import type { DiscordChannel } from './discord-channel.ts';

export type DiscordOptions = {
  /** The bot's token of the Developer Portal. */
  token: string;
  /** Where Discord's REST API is, without a version; Discord's own where it is left out. */
  api?: string;
  /** Least time between two edits of one message, in ms: Discord takes about five in five seconds. */
  editEveryMs?: number;
};

/**
 * Opens the Discord channel: the bot is in its servers and private chats from now on. Where Discord cannot be reached it
 * is tried again in the background. discord.js is loaded here and nowhere earlier.
 * @throws QuaestorError `config.invalid` where Discord refuses the token
 */
export async function openDiscord(agent: Agent, options: DiscordOptions): Promise<DiscordChannel> {
  const { DiscordChannel } = await import('./discord-channel.ts');
  const channel = new DiscordChannel(agent, options);
  await channel.open();
  return channel;
}
