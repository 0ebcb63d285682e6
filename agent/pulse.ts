import { asQuaestorError } from '../config/errors.ts';
import type { Agent } from './agent.ts';
import type { Decided } from './cycle.ts';
import { managerOf } from './decision/autopilot.ts';

/** Ends the pulse; a round that runs is waited for. */
export type StopPulse = () => Promise<void>;

/** True where somebody is set up to decide. */
const decides = ({ settings }: Agent['parts']): boolean =>
  settings.cycle.strategy !== null || settings.cycle.manager.symbols.length > 0;

/**
 * Looks every `cycle.everySeconds` whether candles have closed and lets the cycle decide on them; a round that fails is
 * logged, and the next one comes all the same. Undefined where the settings ask for none.
 */
export function startPulse(agent: Agent, onDecided: (decided: Decided) => void = () => {}): StopPulse | undefined {
  const { settings, market, cycle, log } = agent.parts;
  const { everySeconds, symbol, manager } = settings.cycle;
  if (everySeconds === null || !decides(agent.parts)) return undefined;
  const symbols = [...new Set([symbol, ...manager.symbols])];
  let running: Promise<void> | undefined;
  const round = async (): Promise<void> => {
    try {
      for (const one of symbols) await market.update(one);
      onDecided(await cycle.decide(managerOf(settings), false));
    } catch (thrown) {
      log.warn('a round of the decision cycle failed', { error: asQuaestorError(thrown) });
    } finally {
      running = undefined;
    }
  };
  const timer = setInterval(() => {
    running ??= round();
  }, everySeconds * 1000);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
