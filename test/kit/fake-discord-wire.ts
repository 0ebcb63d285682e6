import type { FakeMessageBody, FakeModal } from './fake-discord-limits.ts';
import type { FakeFile } from './fake-discord-request.ts';

export const botId = '900000000000000001';
export const guildId = '900000000000000002';

/** An answer that Discord gives instead of doing what it was asked. */
export class FakeRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type FakeMessage = {
  readonly id: string;
  readonly channelId: string;
  body: Omit<FakeMessageBody, 'allowed_mentions'>;
  files: readonly FakeFile[];
  /** Seen by one person only. */
  readonly hidden: boolean;
  readonly edits: number[];
};

export type FakeChannel = {
  readonly id: string;
  /** Server text channel, private chat, thread. */
  readonly type: 0 | 1 | 11;
  readonly name: string;
  readonly parentId?: string;
  /** What the bot may not do there, with the code that says so. */
  refuses: { send?: number; thread?: number };
};

export type FakeInteraction = {
  readonly id: string;
  readonly userId: string;
  readonly channelId: string;
  /** Its command, button, autocompletion or form. */
  readonly type: 2 | 3 | 4 | 5;
  readonly at: number;
  state: 'waiting' | 'failed' | 'replied' | 'deferred' | 'updating' | 'chosen' | 'asked';
  hidden: boolean;
  /** The answer to it, or the message whose button was pressed. */
  messageId: string | undefined;
  modal: FakeModal | undefined;
  choices: readonly { name: string; value: string }[];
};

/** EPHEMERAL, a flag of messages. */
export const ephemeral = 64;

/** What a new session is told first. */
export function greetingOf(session: string, url: string, known: Iterable<FakeChannel>): { t: string; d: unknown }[] {
  const user = { id: botId, username: 'quaestor', discriminator: '0', avatar: null, bot: true };
  const application = { id: botId, flags: 0 };
  const channels = [...known]
    .filter(({ type }) => type === 0)
    .map(({ id, name, type }) => ({ id, name, type, guild_id: guildId, permission_overwrites: [], position: 0 }));
  const everyone = { id: guildId, name: '@everyone', permissions: '0', position: 0, color: 0, hoist: false };
  return [
    {
      t: 'READY',
      d: {
        v: 10,
        user,
        guilds: [{ id: guildId, unavailable: true }],
        session_id: session,
        resume_gateway_url: url,
        application,
        shard: [0, 1],
      },
    },
    {
      t: 'GUILD_CREATE',
      d: {
        id: guildId,
        name: 'server',
        owner_id: '1',
        roles: [everyone],
        channels,
        emojis: [],
        features: [],
        members: [],
        threads: [],
        presences: [],
        voice_states: [],
        stage_instances: [],
        guild_scheduled_events: [],
        stickers: [],
        member_count: 1,
        unavailable: false,
        preferred_locale: 'en-US',
      },
    },
  ];
}

/** A message as Discord tells of it. */
export function wireMessage({ id, channelId, body, hidden }: FakeMessage): object {
  const { content = '', embeds = [], components = [] } = body;
  const author = { id: botId, username: 'quaestor', discriminator: '0', avatar: null, bot: true };
  const none = {
    mentions: [],
    mention_roles: [],
    attachments: [],
    mention_everyone: false,
    tts: false,
    pinned: false,
  };
  const at = { timestamp: new Date(0).toISOString(), edited_timestamp: null };
  return {
    id,
    channel_id: channelId,
    author,
    content,
    embeds,
    components,
    ...none,
    ...at,
    type: 0,
    flags: hidden ? ephemeral : 0,
  };
}
