import { afterEach, describe, expect, it, vi } from 'vitest';
import { Lanes } from '../../agent/channels/lanes.ts';
import { TelegramApi } from '../../agent/telegram/telegram-api.ts';
import { Toast } from '../../agent/telegram/telegram-toast.ts';
import { soon } from '../kit/soon.ts';

/** Work that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  return { work: () => ended, end: () => end() };
}

describe('lanes', () => {
  it('work of one lane follows its order, while another lane and what runs beside wait for nothing', async () => {
    const lanes = new Lanes(() => undefined);
    const slow = held();
    const done: string[] = [];
    const note = (name: string) => async () => void done.push(name);
    lanes.follow('a', slow.work);
    lanes.follow('a', note('second of a'));
    lanes.follow('b', note('b'));
    lanes.beside('a', note('beside a'));
    await soon(() => expect(done.sort()).toEqual(['b', 'beside a']));
    slow.end();
    await lanes.idle();
    expect(done.at(-1)).toBe('second of a');
  });

  it('a lane takes five, beside it twenty, and what must not wait is never held', async () => {
    const lanes = new Lanes(() => undefined);
    const slow = held();
    const taken = (enter: () => boolean) => Array.from({ length: 30 }, enter).filter(Boolean).length;
    expect(taken(() => lanes.follow('a', slow.work))).toBe(5);
    expect(taken(() => lanes.beside('a', slow.work))).toBe(20);
    expect(lanes.beside('a', slow.work, Number.POSITIVE_INFINITY)).toBe(true);
    expect(lanes.follow('b', slow.work), 'another lane is free').toBe(true);
    slow.end();
    await lanes.idle();
    expect(lanes.follow('a', slow.work), 'and so is this one again').toBe(true);
  });

  it('what fails is told and stops nothing behind it', async () => {
    const told: unknown[] = [];
    const lanes = new Lanes(thrown => told.push(thrown));
    const done: string[] = [];
    lanes.follow('a', () => Promise.reject(new Error('broken')));
    lanes.follow('a', async () => void done.push('next'));
    await lanes.idle();
    expect([told, done]).toEqual([[new Error('broken')], ['next']]);
  });
});

describe('the answer to a pressed button', () => {
  afterEach(() => void vi.useRealTimers());

  function toast() {
    const calls: object[] = [];
    const client = {
      callApi: async (_: string, payload: object) => {
        calls.push(payload);
        return true;
      },
    };
    return { calls, toast: new Toast(new TelegramApi(client, new AbortController().signal), 'q1') };
  }

  it('holds 200 characters, and says whether that was all', async () => {
    const whole = toast();
    expect(await whole.toast.say('x'.repeat(200))).toBe(true);
    const cut = toast();
    expect(await cut.toast.say('x'.repeat(201), true)).toBe(false);
    expect(cut.calls).toEqual([{ callback_query_id: 'q1', text: `${'x'.repeat(199)}…`, show_alert: true }]);
  });

  it('is given once, after two seconds at the latest', async () => {
    vi.useFakeTimers();
    const late = toast();
    await vi.advanceTimersByTimeAsync(1999);
    expect(late.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(late.calls).toEqual([{ callback_query_id: 'q1' }]);
    expect(await late.toast.say('too late'), 'then a message has to say it').toBe(false);
    expect(late.calls).toHaveLength(1);
  });
});
