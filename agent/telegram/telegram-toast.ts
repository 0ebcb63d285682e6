import type { TelegramApi } from './telegram-api.ts';

/** What a pressed button may say at most. */
const mostCharacters = 200;
/** After this the button stops turning, whatever is still being done. */
const patienceMs = 2000;

/** The one answer that Telegram takes for a pressed button: a line over the chat, which only who pressed it sees. */
export class Toast {
  readonly #api: TelegramApi;
  readonly #queryId: string;
  readonly #timer: NodeJS.Timeout;
  #answered = false;

  constructor(api: TelegramApi, queryId: string) {
    this.#api = api;
    this.#queryId = queryId;
    this.#timer = setTimeout(() => void this.say(), patienceMs);
  }

  /**
   * Answers the press, once.
   * @param alert shown until it is closed, for what went wrong
   * @returns whether the person reads the whole text there
   */
  async say(text = '', alert = false): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#answered) return false;
    this.#answered = true;
    const whole = text.length <= mostCharacters;
    const shown = whole ? text : `${text.slice(0, mostCharacters - 1)}…`;
    try {
      await this.#api.call('answerCallbackQuery', {
        callback_query_id: this.#queryId,
        ...(shown === '' ? {} : { text: shown, show_alert: alert }),
      });
      return whole;
    } catch {
      // It was pressed too long ago, or Telegram cannot be reached: then a message says it.
      return false;
    }
  }
}
