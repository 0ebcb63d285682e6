import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { colours, paintFor, plain } from '../../agent/channels/card-paint.ts';
import { cardText } from '../../agent/channels/card-text.ts';
import { runTerminal } from '../../agent/channels/terminal.ts';
import { typedActions } from '../../agent/channels/typed-actions.ts';
import { Card } from '../../tools/card.ts';
import { soon } from '../kit/soon.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const [red, green, bold] = ['\u001b[31m', '\u001b[32m', '\u001b[1m'];

/** A stream that says that it is a terminal, 100 columns wide. */
const tty = () => Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
  vi.unstubAllEnvs();
});

/** A person at the terminal. */
async function atTerminal(agent: Agent, streams = { input: new PassThrough(), output: new PassThrough() }) {
  const { input, output } = streams;
  let seen = '';
  output.on('data', chunk => {
    seen += String(chunk);
  });
  const running = runTerminal(agent, { input, output, user: 'owner', lookSeconds: 0.01 });
  const answered = () => soon(() => expect(stripVTControlCharacters(seen)).toMatch(/\n\n(?:› )?$/));
  await answered();
  close = async () => {
    input.end();
    await running;
  };
  return {
    input,
    seen: () => seen,
    say: async (text: string) => {
      seen = '';
      input.write(`${text}\n`);
      await sleep(5);
      await answered();
      return seen;
    },
  };
}

const proposal = 'Buy 5 units of the S&P 500 with a stop at 2700';

describe('colours', () => {
  it('are there on a terminal, and not in a pipe nor where NO_COLOR says so', () => {
    expect(paintFor(tty(), {})).toBe(colours);
    expect(paintFor(tty(), { NO_COLOR: '' }), 'no-color.org: present and not empty').toBe(colours);
    expect(paintFor(tty(), { NO_COLOR: '1' })).toBe(plain);
    expect(paintFor(new PassThrough(), {})).toBe(plain);
  });

  it('say the tone in a bold title, gains in green and losses in red', () => {
    const card = Card.parse({
      title: 'Account',
      tone: 'bad',
      lines: ['It moved −2.50% on 2020-04-17, between 5-7, as P-1 says.'],
      table: {
        columns: ['Instrument', 'Profit', 'Profit factor'],
        rows: [
          ['SPX', '$12.87', '1.20'],
          ['BTC', '-$3.00', '0.80'],
          ['ETH', '$0.00', '0.00'],
        ],
      },
    });
    const [title, moved, , , gain, loss, none] = cardText(card, { withLead: true, width: 92, paint: colours }).split(
      '\n',
    );
    expect(title).toContain(`${bold}${red}┌ Account`);
    expect(moved?.split(red)).toHaveLength(2);
    expect(moved).toContain(`${red}−2.50%`);
    expect(gain).toContain(`${green}$12.87`);
    expect(gain?.split(green)).toHaveLength(2);
    expect(loss).toContain(`${red}-$3.00`);
    expect(none).not.toContain('\u001b');
  });

  it('change no letter and no column', async () => {
    const { agent } = await testAgent();
    const draw = async (streams?: { input: PassThrough; output: PassThrough }) => {
      const { say } = await atTerminal(agent, streams);
      const text = await say('/portfolio');
      await close?.();
      return text;
    };
    vi.stubEnv('NO_COLOR', '');
    const [drab, bright] = [await draw(), await draw({ input: new PassThrough(), output: tty() })];
    expect(bright).toContain(bold);
    expect(stripVTControlCharacters(bright)).toBe(drab);
  });

  it('leave no control sequence of somebody else in a card', () => {
    const card = Card.parse({
      title: 'a\u001b[2Jb',
      lines: ['x\u001b[31my'],
      table: { columns: ['', ''], rows: [['k\u001b[0m', 'v']] },
    });
    expect(cardText(card, { withLead: true, width: 92 })).toBe('┌ a[2Jb\n  x[31my\n  k[0m  v');
  });
});

describe('what is typed at the terminal in place of buttons', () => {
  it('stands below the proposal, and below an ended one how to propose it again', async () => {
    const { agent, wall } = await testAgent();
    const { say } = await atTerminal(agent);
    expect(await say(proposal)).toContain('→ /approve P-1  /edit P-1 stop ...  /reject P-1');
    expect(await say('/edit P-1 stop 2750.5')).toMatch(/Stop +2,750\.50/);
    wall.advance(24 * 3_600_000);
    const late = await say('/approve P-1');
    expect(late).toContain('expired');
    const ended = agent.parts.desk.find('P-1');
    if (!ended) throw new Error('P-1 is gone');
    const card = agent.parts.scenes.current(
      ended,
      agent.parts.contextFor(agent.person('terminal', 'owner'), AbortSignal.timeout(1000), () => '').t,
    );
    expect(typedActions(card, 'en')).toEqual(['→ To propose it again: /again P-1']);
    expect(typedActions(card, 'fr')[0]).toContain('/reproposer P-1');
    expect(await say('/again P-1')).toContain('P-2: buy S&P 500');
    expect(await say('/again P-1'), 'a card comes again once').toMatch(/changed|no longer/);
    expect(await say('/again P-2')).toContain('P-2 still waits');
    expect(await say('/again')).toContain('Say which proposal to make again');
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
  });

  it('answers the check question by its number, and only then approves', async () => {
    const { agent } = await testAgent({ settings: testSettings({ desk: { checkQuestion: 'always' } }) });
    const { say } = await atTerminal(agent);
    await say(proposal);
    const asked = await say('/approve P-1');
    // 5 * (2,874.56 - 2,700) + 23.00 of costs = 895.80: the card's own figure.
    expect(asked).toMatch(/\d\. \$895\.80/);
    expect(asked).toContain('→ /answer 1, 2, ...');
    const right = /(\d)\. \$895\.80/.exec(asked)?.[1] ?? '';
    const wrong = right === '1' ? '2' : '1';
    expect(await say('/answer 9')).toContain('"9" is none of the answers: 1 to 3.');
    expect(await say('/answer soon')).toContain('Say the number of your answer');
    expect(await say(`/answer P-1 ${wrong}`)).toContain('That is not it');
    expect(await say('/approve P-1')).toContain('Before your first approval');
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
    expect(await say(right), 'the bare number chooses it too').toContain('Right. You may approve P-1');
    expect(await say('/answer 1')).toContain('There is no question to you about P-1');
    expect(await say('/approve')).toContain('Filled: bought 5 SPX at 2,875.43');
  });

  it('rates the answer that was shown last, or another by its id', async () => {
    const { agent } = await testAgent();
    const { say } = await atTerminal(agent);
    expect(await say('/rate good')).toContain('nothing yet that can be judged');
    const shown = await say('/volatility SPX');
    expect(shown).toContain('→ Was this right?  /rate good  /rate bad');
    const first = agent.parts.feedback.lastShown({ channel: 'web', id: 'owner' });
    await say('How volatile will the S&P 500 be over the next 2 days?');
    expect(await say('/rate nicely')).toContain('Say /rate good or /rate bad');
    expect(await say('/rate bad')).toContain('Thank you');
    expect(await say(`/noter ${first} juste`)).toContain('Thank you');
    const labels = agent.parts.feedback.labels().map(({ rating, rated }) => [rating, rated.output]);
    expect(labels).toEqual([
      ['bad', expect.objectContaining({ days: 2 })],
      ['good', expect.objectContaining({ days: 1 })],
    ]);
    expect(await say('/rate 000000000000 good'), 'an id that is nobody’s').toContain('not kept any more');
  });
});

const alert = {
  priority: 'warning' as const,
  kind: 'stop',
  key: 'ledger/1',
  text: { en: 'Stop hit: sold 5 SPX.', fr: 'Stop touché.' },
  ratedId: 'abc123',
};
/** Another part of the program, or another process, writes an alert down. */
const raise = ({ parts }: Agent, id: string, key = 'ledger/1') =>
  parts.alerting.alerts.raise({ ...alert, key }, [{ channel: 'web', id }]);

describe('alerts at the terminal', () => {
  it('are printed as they come, those of its person alone, and none after its end', async () => {
    const { agent } = await testAgent();
    raise(agent, 'owner', 'before it opened');
    const { seen } = await atTerminal(agent);
    raise(agent, 'trader');
    await sleep(50);
    expect(seen()).not.toContain('Stop hit');
    raise(agent, 'owner');
    await soon(() => expect(seen()).toContain('┌ ⚠️ Attention\n  Stop hit: sold 5 SPX.\n'));
    expect(seen(), 'it is not the answer that was shown last').toContain('/rate abc123 good  /rate abc123 bad');
    await close?.();
    close = undefined;
    const before = seen();
    raise(agent, 'owner', 'ledger/2');
    await sleep(50);
    expect(seen()).toBe(before);
  });

  it('are noticed by it alone too, and stay to be sent by whoever has the other channels', async () => {
    const { agent } = await testAgent();
    const { say, seen } = await atTerminal(agent);
    await say('Tell me when the S&P 500 falls below 9000');
    const [rule] = agent.parts.alerting.store.rules();
    agent.parts.alerting.store.setHolds(rule?.id ?? 0, false);
    await soon(() => expect(seen()).toContain('┌ ⚠️ Attention'));
    expect(agent.parts.alerting.store.unsent().map(({ kind }) => kind)).toContain('rule');
  });

  it('come above the line that is being typed, which stays', async () => {
    const { agent } = await testAgent();
    const { input, seen } = await atTerminal(agent, { input: tty(), output: tty() });
    input.write('/portf');
    await soon(() => expect(seen()).toMatch(/\/portf$/));
    raise(agent, 'owner');
    await soon(() => expect(seen()).toContain('Stop hit'));
    const [, after = ''] = seen().split('Stop hit: sold 5 SPX.');
    expect(stripVTControlCharacters(after)).toMatch(/› \/portf$/);
  });

  it('wait for the end of a turn', async () => {
    const { agent } = await testAgent();
    const { say, seen } = await atTerminal(agent);
    const hear = agent.hear.bind(agent);
    agent.hear = (message, emit) => {
      raise(agent, 'owner');
      return hear(message, emit);
    };
    const answer = await say('/portfolio');
    expect(answer).toContain('Portfolio (paper account)');
    await soon(() => expect(seen()).toContain('Stop hit'));
    expect(seen().indexOf('Stop hit')).toBeGreaterThan(seen().indexOf('Portfolio (paper account)'));
  });
});
