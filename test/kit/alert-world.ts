import type { Agent } from '../../agent/agent.ts';
import type { Role } from '../../config/settings.ts';
import { RecordingChannel } from './recording-channel.ts';
import { testSettings } from './test-agent.ts';

/** People on Telegram by their number, who have all written privately. */
export const onTelegram: Readonly<Record<string, Role>> = { 1: 'admin', 2: 'trader', 3: 'viewer' };

const rolesOf = (people: Readonly<Record<string, Role>>) =>
  Object.fromEntries(Object.entries(people).map(([id, role]) => [`telegram:${id}`, role]));

/** Settings of people on Telegram and of their alerts, which go out at once. */
export const alertSettings = (alerts: object = {}, over: Record<string, unknown> = {}) =>
  testSettings({ people: { roles: rolesOf(onTelegram) }, alerts: { groupSeconds: 0, ...alerts }, ...over });

export type AlertWorld = {
  chat: RecordingChannel;
  email: RecordingChannel;
  sms: RecordingChannel;
  slack: RecordingChannel;
  /** One look of the watch, and everything due delivered. */
  look(): Promise<void>;
  /** What a person was told in their chat since the last call: title and text, signs left out. */
  told(id?: string): string[];
};

/** The ways of an agent's alerts, attached to its delivery; everybody has written privately. */
export function alertWorld({ parts }: Agent): AlertWorld {
  const [chat, email, sms, slack] = ['telegram', 'email', 'sms', 'slack'].map(name => new RecordingChannel(name));
  if (!chat || !email || !sms || !slack) throw new Error('four ways');
  for (const way of [chat, email, sms, slack]) parts.delivery.attach(way);
  for (const id of Object.keys(onTelegram)) parts.register.seen({ channel: 'telegram', id }, { chat: id });
  const seen = new Map<string, number>();
  return {
    chat,
    email,
    sms,
    slack,
    async look() {
      parts.alerting.watch.look();
      await parts.delivery.settled();
    },
    told(id = '1') {
      const words = chat.words(id);
      const fresh = words.slice(seen.get(id) ?? 0);
      seen.set(id, words.length);
      return fresh;
    },
  };
}
