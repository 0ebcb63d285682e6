import type { BaseInteraction, Message } from 'discord.js';
import type { Language } from '../../config/settings.ts';
import type { Agent } from '../agent.ts';
import { appLanguage } from '../channels/app-language.ts';

export const channel = 'discord';

/** Who speaks or presses, and where. */
export type From = {
  readonly userId: string;
  readonly name: string;
  /** Address of the place: "dm:USER" for a private chat, else the id of the channel or thread. */
  readonly chat: string;
  /** The channel of a server, that of its parent in a thread; absent in a private chat. */
  readonly room: string | undefined;
  /** True where a thread can be opened. */
  readonly threads: boolean;
  /** The language of the person's app, while they have not chosen one. */
  readonly language: Language | undefined;
};

/** The sender of a message or of an interaction; only the latter knows the language of the app. */
export function fromOf(agent: Agent, sent: Message | BaseInteraction, locale?: string): From {
  const user = 'author' in sent ? sent.author : sent.user;
  const { channelId, guildId, channel: place } = sent;
  const inThread = place?.isThread() ?? false;
  const parent = place?.isThread() ? place.parentId : null;
  return {
    userId: user.id,
    name: user.displayName,
    chat: guildId === null ? `dm:${user.id}` : String(channelId),
    room: guildId === null ? undefined : String(parent ?? channelId),
    threads: guildId !== null && !inThread,
    language: appLanguage(agent, { channel, id: user.id }, locale),
  };
}
