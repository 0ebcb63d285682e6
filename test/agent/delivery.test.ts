import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../agent/delivery/delivery.ts';
import { type DeliveryWorld, deliveryWorld, down, Hanging, post, refused, wait } from '../kit/delivery-world.ts';
import { RecordingChannel } from '../kit/recording-channel.ts';
import { seeded } from '../kit/seeded.ts';
import type { HandClock } from '../kit/test-agent.ts';

const hourMs = 3_600_000;
const word = (text: string) => ({ text, language: 'en' as const });
const hanging = new Hanging();
const { hang } = hanging;
let open: Delivery[] = [];
afterEach(async () => {
  hanging.letGo();
  for (const one of open) await one.close();
  open = [];
});

function world(left?: DeliveryWorld): DeliveryWorld {
  const made = deliveryWorld(left);
  open.push(made.delivery);
  return made;
}

/** So many hours pass, and after each what is due is sent. */
async function later(delivery: Delivery, wall: HandClock, hours: number): Promise<void> {
  for (let i = 0; i < hours; i += 1) {
    wall.advance(hourMs);
    await delivery.settled();
  }
}

/** A channel that fails at two of five tries, in one of two ways. */
function flaky(seed: number): RecordingChannel {
  const random = seeded(seed);
  return new RecordingChannel('telegram', () => {
    const drawn = random();
    if (drawn < 0.4) throw drawn < 0.2 ? down() : wait(3000);
  });
}

describe('a channel that is down or hangs', () => {
  it('never delays another, and its messages arrive later, once', async () => {
    const { delivery, wall, store } = world();
    let up = false;
    const [broken, sound] = [
      new RecordingChannel('telegram', () => {
        if (!up) throw down();
      }),
      new RecordingChannel('discord'),
    ];
    for (const channel of [broken, sound]) delivery.attach(channel);
    post(delivery, 'telegram', 'a', 'one', 'two');
    post(delivery, 'discord', 'b', 'one', 'two');
    await delivery.settled();
    expect(sound.words()).toEqual(['one', 'two']);
    expect(broken.tries, 'the second waits behind the first').toBe(1);
    up = true;
    wall.advance(1000);
    await delivery.settled();
    wall.advance(hourMs);
    await delivery.settled();
    expect(broken.words()).toEqual(['one', 'two']);
    expect(store.counts()).toEqual({ waiting: 0, sent: 4, dead: 0 });
  });

  it('without ever answering holds up one chat of its own and nobody else', async () => {
    const { delivery } = world();
    const hanging = new RecordingChannel('telegram', chat => (chat === 'a' ? hang() : undefined));
    const sound = new RecordingChannel('discord');
    for (const channel of [hanging, sound]) delivery.attach(channel);
    post(delivery, 'telegram', 'a', 'one', 'two');
    await new Promise(resolve => setTimeout(resolve, 10));
    post(delivery, 'telegram', 'b', 'three');
    post(delivery, 'discord', 'c', 'four');
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(hanging.words()).toEqual(['three']);
    expect(sound.words()).toEqual(['four']);
    expect(hanging.tries, 'what hangs is not sent again beside itself').toBe(2);
  });

  it('does not keep the program from ending, and what waits stays written down', async () => {
    const left = world();
    left.delivery.attach(new RecordingChannel('telegram', hang));
    post(left.delivery, 'telegram', 'a', 'one');
    await new Promise(resolve => setTimeout(resolve, 10));
    const begunAt = Date.now();
    await left.delivery.close();
    expect(Date.now() - begunAt).toBeLessThan(4000);
    expect(left.store.counts()).toMatchObject({ waiting: 1 });
  });
});

describe('messages to one chat', () => {
  it('keep their order through failures, and through what is posted meanwhile', async () => {
    const { delivery, wall } = world();
    const channel = flaky(7);
    delivery.attach(channel);
    const chats = ['a', 'b', 'c'];
    for (let i = 0; i < 60; i += 1) {
      post(delivery, 'telegram', chats[i % 3] ?? 'a', String(i));
      if (i % 4 === 0) await delivery.settled();
      wall.advance(170);
    }
    await later(delivery, wall, 60);
    const posted = Array.from({ length: 60 }, (_, i) => i);
    for (const [place, chat] of chats.entries()) {
      const own = posted.filter(i => i % 3 === place).map(String);
      expect(channel.words(chat), chat).toEqual(own);
    }
    expect(channel.tries, 'some failed').toBeGreaterThan(70);
  });

  it('run beside those to other chats, eight at once', async () => {
    const { delivery } = world();
    let [running, most] = [0, 0];
    const channel = new RecordingChannel('telegram', async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 1));
      running -= 1;
    });
    delivery.attach(channel);
    for (let i = 0; i < 40; i += 1) post(delivery, 'telegram', `chat ${i % 20}`, String(i));
    await delivery.settled();
    expect(channel.sent).toHaveLength(40);
    expect(most).toBe(8);
  });

  it('wait for their time where they have one, and do not hold up the others', async () => {
    const { delivery, wall } = world();
    const channel = new RecordingChannel('telegram');
    delivery.attach(channel);
    delivery.post({ channel: 'telegram', chat: 'a' }, word('in the morning'), { notBefore: wall.now() + hourMs });
    post(delivery, 'telegram', 'a', 'now');
    await delivery.settled();
    expect(channel.words()).toEqual(['now']);
    wall.advance(hourMs);
    await delivery.settled();
    expect(channel.words()).toEqual(['now', 'in the morning']);
  });
});

describe('a message', () => {
  it('with a key that is known is not sent again, before or after its sending', async () => {
    const { delivery } = world();
    const channel = new RecordingChannel('telegram');
    delivery.attach(channel);
    const address = { channel: 'telegram', chat: 'a' };
    expect(delivery.post(address, word('one'), { key: 'k' })).toBe(true);
    expect(delivery.post(address, word('one'), { key: 'k' })).toBe(false);
    await delivery.settled();
    expect(delivery.post(address, word('one'), { key: 'k' })).toBe(false);
    await delivery.settled();
    expect(channel.words()).toEqual(['one']);
  });

  it('posted in a transaction that fails is never sent', async () => {
    const { delivery, database } = world();
    const channel = new RecordingChannel('telegram');
    delivery.attach(channel);
    const fails = database.transaction(() => {
      post(delivery, 'telegram', 'a', 'one');
      throw new Error('rolled back');
    });
    expect(fails).toThrow('rolled back');
    await delivery.settled();
    expect(channel.tries).toBe(0);
  });

  it('waits as long as its provider asks to, to the millisecond', async () => {
    const { delivery, wall } = world();
    const channel = new RecordingChannel('telegram', (_chat, _message, tries) => {
      if (tries === 1) throw wait(30_000);
    });
    delivery.attach(channel);
    post(delivery, 'telegram', 'a', 'one');
    await delivery.settled();
    wall.advance(29_999);
    await delivery.settled();
    expect(channel.tries).toBe(1);
    wall.advance(1);
    await delivery.settled();
    expect(channel.words()).toEqual(['one']);
  });

  it('waits twice as long each time where its provider says nothing, or nothing of use', async () => {
    for (const asked of [undefined, Number.NaN, 'soon']) {
      const { delivery, wall } = world();
      const channel = new RecordingChannel('telegram', () => {
        throw wait(asked);
      });
      delivery.attach(channel);
      post(delivery, 'telegram', 'a', 'one');
      const begunAt = wall.now();
      const triedAt: number[] = [];
      for (let tries = 0; triedAt.length < 6; wall.advance(500)) {
        await delivery.settled();
        if (channel.tries > tries) triedAt.push((wall.now() - begunAt) / 1000);
        tries = channel.tries;
      }
      expect(triedAt, String(asked)).toEqual([0, 1, 3, 7, 15, 31]);
    }
  });

  it('is never tried again at once, even where its provider asks for no pause', async () => {
    const { delivery } = world();
    const channel = new RecordingChannel('telegram', () => {
      throw wait(0);
    });
    delivery.attach(channel);
    post(delivery, 'telegram', 'a', 'one');
    await delivery.settled();
    expect(channel.tries).toBe(1);
  });

  it('is given up after 24 hours, and at once where it is refused: on the dead-letter list, with why', async () => {
    const { delivery, wall, store } = world();
    const channel = new RecordingChannel('telegram', chat => {
      throw chat === 'a' ? down() : refused();
    });
    delivery.attach(channel);
    post(delivery, 'telegram', 'a', 'slow');
    post(delivery, 'telegram', 'b', 'refused');
    await delivery.settled();
    expect(store.dead()).toMatchObject([{ chat: 'b', error: 'blocked by the user', tries: 1 }]);
    await later(delivery, wall, 23);
    expect(store.counts()).toEqual({ waiting: 1, sent: 0, dead: 1 });
    await later(delivery, wall, 1);
    expect(store.dead().at(-1)).toMatchObject({ chat: 'a', error: 'down', body: { text: 'slow' } });
    expect(store.counts()).toEqual({ waiting: 0, sent: 0, dead: 2 });
  });

  it('of a proposal that is gone is given up, and one that cannot be read as well', async () => {
    const { delivery, store } = world();
    const channel = new RecordingChannel('telegram');
    delivery.attach(channel);
    store.add('telegram', 'a', 'info', { language: 'en', proposalId: 'P-404' });
    store.add('telegram', 'a', 'info', { language: 'xx' });
    post(delivery, 'telegram', 'a', 'after');
    await delivery.settled();
    expect(store.dead().map(({ error }) => error)).toEqual([
      expect.stringContaining('language'),
      'There is no proposal "P-404" any more.',
    ]);
    expect(channel.words()).toEqual(['after']);
  });

  it('that cannot be marked as sent silences its chat: nobody gets it twice a second', async () => {
    const { delivery, store, database } = world();
    const channel = new RecordingChannel('telegram');
    delivery.attach(channel);
    database.exec(
      "create temp trigger full before update of state on outgoing begin select raise(abort, 'disk full'); end",
    );
    post(delivery, 'telegram', 'a', 'one', 'two');
    for (let i = 0; i < 3; i += 1) await delivery.settled();
    expect(channel.words()).toEqual(['one']);
    expect(store.counts()).toMatchObject({ waiting: 2 });
  });

  it('that cannot be taken for this process is not sent: it waits', async () => {
    const { delivery, store, database } = world();
    const channel = new RecordingChannel('telegram');
    delivery.attach(channel);
    database.exec("create temp trigger full before update on outgoing begin select raise(abort, 'disk full'); end");
    post(delivery, 'telegram', 'a', 'one');
    await delivery.settled();
    expect([channel.tries, store.counts().waiting]).toEqual([0, 1]);
    database.exec('drop trigger full');
    await delivery.settled();
    expect(channel.words()).toEqual(['one']);
  });
});

describe('after a restart', () => {
  it('what waited is sent, once, and what was sent is not', async () => {
    const first = world();
    first.delivery.attach(
      new RecordingChannel('telegram', (_chat, { text }) => {
        if (text !== 'sent') throw down();
      }),
    );
    post(first.delivery, 'telegram', 'a', 'sent', 'failed', 'behind');
    post(first.delivery, 'discord', 'b', 'nobody was attached');
    await first.delivery.settled();
    await first.delivery.close();
    const second = world(first);
    const [telegram, discord] = [new RecordingChannel('telegram'), new RecordingChannel('discord')];
    for (const channel of [telegram, discord]) second.delivery.attach(channel);
    await second.delivery.settled();
    expect(telegram.words(), 'its pause is not over').toEqual([]);
    first.wall.advance(1000);
    await second.delivery.settled();
    expect(telegram.words()).toEqual(['failed', 'behind']);
    expect(discord.words()).toEqual(['nobody was attached']);
  });
});
