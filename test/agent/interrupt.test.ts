import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Interrupt } from '../../agent/channels/interrupt.ts';
import { HandClock } from '../kit/test-agent.ts';

/** A process that notes how it is ended. */
class NotedProcess extends EventEmitter {
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
  }
}

function listening() {
  const [source, clock] = [new NotedProcess(), new HandClock()];
  let asked = 0;
  const interrupt = new Interrupt(
    () => {
      asked += 1;
    },
    source,
    clock,
  );
  return { source, clock, interrupt, asked: () => asked };
}

describe('an interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops the work once and means the exit code %i', (name, code) => {
    const { source, interrupt, asked } = listening();
    expect([interrupt.signal.aborted, interrupt.exitCode]).toEqual([false, undefined]);
    source.emit(name, name);
    source.emit(name, name);
    expect([interrupt.signal.aborted, interrupt.exitCode, asked()]).toEqual([true, code, 1]);
    expect(interrupt.signal.reason).toMatchObject({ code: 'tool.stopped', text: { fr: 'Arrêté avant la fin.' } });
    expect(source.exits, 'npm passes on what the terminal has sent: the same press').toEqual([]);
  });

  it('pressed again leaves at once', () => {
    const { source, clock } = listening();
    source.emit('SIGINT', 'SIGINT');
    clock.advance(501);
    source.emit('SIGINT', 'SIGINT');
    expect(source.exits).toEqual([130]);
  });

  it('that is closed hears nothing', () => {
    const { source, interrupt } = listening();
    interrupt.close();
    expect([source.listenerCount('SIGINT'), source.listenerCount('SIGTERM')]).toEqual([0, 0]);
  });
});
