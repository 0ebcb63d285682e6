import { QuaestorError } from '../config/errors.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import { modeOf } from './decision/mode.ts';
import { type ModelTurn, type ModelTurnParts, modelTurn } from './decision/model-turn.ts';
import { type OutageNotice, outageNotice } from './decision/outage-notice.ts';
import { isPaused } from './decision/pause.ts';
import { resolvePast } from './decision/resolve.ts';
import { type StrategyParts, type StrategyTurn, strategyTurn } from './decision/strategy-turn.ts';
import { type PlanAlert, watchPlans } from './decision/watch-plans.ts';
import type { Person } from './people.ts';

export type CycleParts = ModelTurnParts &
  StrategyParts & {
    regimeAt: (symbol: string, instant: number) => string | undefined;
    /** What the tools see that the manager asks. */
    contextOf: (person: Person) => ToolContext;
  };

/** What one round brought: plans that were proved wrong, the strategy's drafts, the portfolio manager's decisions. */
export type Decided = {
  alerts: readonly PlanAlert[];
  strategy: StrategyTurn | undefined;
  manager: ModelTurn | undefined;
  /** Language models stopped answering with this round, or answer again: once each. */
  notice?: OutageNotice;
};

/**
 * The decision cycle, once on each closed candle: what the broker did is booked, what has ended is resolved into outcomes
 * and lessons, every open plan is evaluated, and only then a strategy or a language model may draft. Silence is hold.
 */
export class Cycle {
  readonly #parts: CycleParts;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: CycleParts) {
    this.#parts = parts;
  }

  /**
   * One round; rounds never overlap.
   * @param asked a person asked for it, and no event
   * @throws QuaestorError `config.missing-key` where neither strategy nor manager is set up, and what a strategy makes
   */
  decide(person: Person, asked = true): Promise<Decided> {
    const round = this.#queue.then(() => this.#round(person, asked));
    this.#queue = round.catch(() => undefined);
    return round;
  }

  async #round(person: Person, asked: boolean): Promise<Decided> {
    const { settings, ledger, market, desk, memory, regimeAt, wall, contextOf } = this.#parts;
    const { strategy, manager } = settings.cycle;
    if (strategy === null && manager.symbols.length === 0) {
      throw new QuaestorError('config.missing-key', {
        en: 'Nobody decides here: set cycle.strategy in the settings, for example sma_cross, or cycle.manager.symbols for a language model.',
        fr: 'Personne ne décide ici : indiquez cycle.strategy dans les réglages, par exemple sma_cross, ou cycle.manager.symbols pour un modèle de langage.',
      });
    }
    await desk.reconcile();
    resolvePast({ memory, ledger, market, settings, regimeAt, wallNow: wall.now() });
    const alerts = await watchPlans(this.#parts, modeOf(ledger, settings));
    // Plans, stops and targets never pause.
    if (!asked && isPaused(ledger)) return { alerts, strategy: undefined, manager: undefined };
    const drafted = strategy === null ? undefined : await strategyTurn(this.#parts, strategy, person);
    const turn = await modelTurn(this.#parts, asked, contextOf(person));
    const notice = turn && outageNotice(ledger);
    return { alerts, strategy: drafted, manager: turn, ...(notice ? { notice } : {}) };
  }
}
