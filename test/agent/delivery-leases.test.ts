import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../agent/delivery/delivery.ts';
import { leaseMs } from '../../data/outbox-store.ts';
import { type DeliveryWorld, deliveryWorld, Hanging, post, refused } from '../kit/delivery-world.ts';
import { RecordingChannel } from '../kit/recording-channel.ts';

const hourMs = 3_600_000;
const hanging = new Hanging();
const { hang } = hanging;
let open: Delivery[] = [];
afterEach(async () => {
  hanging.letGo();
  for (const one of open) await one.close();
  open = [];
});

function world(left?: Pick<DeliveryWorld, 'database' | 'wall'>): DeliveryWorld {
  const made = deliveryWorld(left);
  open.push(made.delivery);
  return made;
}

describe('two processes on one state folder', () => {
  it('send a message once: who takes it first has it, and its chat with it', async () => {
    const first = world();
    const second = world(first);
    const [slow, other] = [new RecordingChannel('telegram', hang), new RecordingChannel('telegram')];
    first.delivery.attach(slow);
    post(first.delivery, 'telegram', 'a', 'one', 'two');
    await new Promise(resolve => setTimeout(resolve, 10));
    second.delivery.attach(other);
    await second.delivery.settled();
    expect([slow.tries, other.tries]).toEqual([1, 0]);
    hanging.letGo();
    await new Promise(resolve => setTimeout(resolve, 10));
    hanging.letGo();
    await first.delivery.settled();
    expect([slow.words(), other.words()]).toEqual([['one', 'two'], []]);
  });

  it('of which one died in the middle of a send leave it to the other after the lease, to the millisecond', async () => {
    const { store, wall, database } = world();
    store.add('telegram', 'a', 'info', { text: 'one', language: 'en' });
    expect(store.claim('telegram', 8), 'and then it dies').toHaveLength(1);
    const second = world({ database, wall });
    const channel = new RecordingChannel('telegram');
    second.delivery.attach(channel);
    wall.advance(leaseMs - 1);
    await second.delivery.settled();
    expect(channel.tries).toBe(0);
    wall.advance(1);
    await second.delivery.settled();
    expect(channel.words()).toEqual(['one']);
  });

  it('keep apart for as long as a send takes', async () => {
    const first = world();
    const second = world(first);
    const [slow, other] = [new RecordingChannel('telegram', hang), new RecordingChannel('telegram')];
    first.delivery.attach(slow);
    post(first.delivery, 'telegram', 'a', 'one');
    await new Promise(resolve => setTimeout(resolve, 10));
    second.delivery.attach(other);
    for (let i = 0; i < 5; i += 1) {
      first.wall.advance(leaseMs / 2);
      first.delivery.nudge();
      await new Promise(resolve => setTimeout(resolve, 5));
      await second.delivery.settled();
    }
    expect(other.tries).toBe(0);
  });
});

describe('what is old and done', () => {
  const dayMs = 24 * hourMs;

  it('goes: messages sent a month ago, and questions that no button has shown for half a year', async () => {
    const { delivery, store, wall, database } = world();
    const counted = () => database.prepare('select count(*) from outgoing').pluck().get();
    delivery.attach(new RecordingChannel('telegram'));
    post(delivery, 'telegram', 'a', 'sent');
    post(delivery, 'discord', 'b', 'waits');
    store.keepQuestion('old', 'What?');
    store.keepQuestion('shown', 'What else?');
    await delivery.settled();
    wall.advance(30 * dayMs);
    store.prune();
    expect(counted()).toBe(2);
    store.keepQuestion('shown', 'What else?');
    wall.advance(150 * dayMs + 1);
    store.prune();
    expect([counted(), store.counts().waiting], 'what waits stays').toEqual([1, 1]);
    expect([store.question('old'), store.question('shown')]).toEqual([undefined, 'What else?']);
  });
});

describe('the dead-letter list', () => {
  it('sends one again with a whole day before it, and is cleared of one or all', async () => {
    const { delivery, store, wall } = world();
    let blocked = true;
    const channel = new RecordingChannel('telegram', () => {
      if (blocked) throw refused();
    });
    delivery.attach(channel);
    post(delivery, 'telegram', 'a', 'one', 'two', 'three');
    await delivery.settled();
    expect(store.counts().dead).toBe(3);
    wall.advance(25 * hourMs);
    blocked = false;
    const [, second, first] = store.dead().map(({ id }) => id);
    expect([store.revive(first ?? 0), store.revive(first ?? 0), store.revive(99)]).toEqual([true, false, false]);
    await delivery.settled();
    expect(channel.words()).toEqual(['one']);
    expect([store.clearDead(second), store.clearDead(first), store.clearDead()]).toEqual([1, 0, 1]);
    expect(store.counts()).toEqual({ waiting: 0, sent: 1, dead: 0 });
  });
});
