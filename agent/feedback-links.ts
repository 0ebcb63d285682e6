import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { AlertStore } from '../data/alert-store.ts';
import { Rating } from '../knowledge/memory/feedback.ts';

const Said = z.strictObject({
  channel: z.string(),
  id: z.string(),
  ratedId: z.string(),
  rating: Rating,
  /** UTC ms. */
  until: z.int(),
});
export type SaidByLink = z.infer<typeof Said>;

const secretMark = 'feedback-link-secret';

const worthless = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: 'This link is not valid, or too old.',
    fr: "Ce lien n'est pas valable, ou trop ancien.",
  });

/** Links in e-mails that say "this was right" or "this was wrong": signed, good for some days, and counted once. */
export class FeedbackLinks {
  readonly #secret: string;
  readonly #wall: Clock;
  readonly #goodForMs: number;

  /** The key is made once and stays in the state database. */
  constructor(store: AlertStore, wall: Clock, goodForMs: number) {
    const known = store.mark(secretMark);
    this.#secret = known ?? randomBytes(32).toString('hex');
    if (known === undefined) store.setMark(secretMark, this.#secret);
    this.#wall = wall;
    this.#goodForMs = goodForMs;
  }

  /** The path of a link, to stand behind the address of the page. */
  path(said: Omit<SaidByLink, 'until'>): string {
    const body = Buffer.from(JSON.stringify({ ...said, until: this.#wall.now() + this.#goodForMs })).toString(
      'base64url',
    );
    return `/feedback?said=${body}.${this.#sign(body)}`;
  }

  /** What a link says. @throws QuaestorError `user.bad-request` when it is not one of ours, changed or too old */
  read(token: string): SaidByLink {
    const [body = '', signature = '', ...more] = token.split('.');
    const [given, wanted] = [Buffer.from(signature), Buffer.from(this.#sign(body))];
    // A link with something behind it would be another link, and count again.
    if (more.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw worthless();
    const said = Said.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    if (this.#wall.now() >= said.until) throw worthless();
    return said;
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#secret).update(body).digest('base64url');
  }
}
