import type { Language } from '../../config/settings.ts';
import type { Card } from '../../tools/card.ts';

/** What is sent to a chat: text, a card or both, in the reader's language already. */
export type Outgoing = {
  readonly text?: string;
  readonly card?: Card;
  readonly language: Language;
};

/**
 * A way to people outside a turn: a chat channel, or e-mail, SMS and Slack, which can only send. It knows the limits of
 * its provider and keeps them; what it cannot do now it says by an error: `provider.rate-limited` and other retryable
 * ones are tried again, the rest never.
 */
export interface Channel {
  readonly name: string;
  /** Sends to a chat. Returns the id of the message, where it can be edited later. */
  send(chat: string, message: Outgoing): Promise<string | undefined>;
  /** Changes a message that was sent. Absent where a channel cannot. */
  edit?(chat: string, messageId: string, message: Outgoing): Promise<void>;
  close(): Promise<void>;
}
