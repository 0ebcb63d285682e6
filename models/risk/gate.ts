import { QuaestorError } from '../../config/errors.ts';
import { didYouMean } from '../../config/suggest.ts';
import { commissionOf } from '../../data/broker/costs.ts';
import { type ClearedOrder, mintClearedOrder } from '../../data/broker/order.ts';
import { applyFill, type Portfolio } from '../../data/portfolio.ts';
import type { Draft } from './draft.ts';
import type { RiskView } from './risk-view.ts';
import type { Candidate, Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';
import { quantityOf } from './sizing.ts';
import { equityOf } from './trading-state.ts';
import type { RuleResult, Verdict } from './verdict.ts';

/** Without these an order that nobody can price or size, or a halted account, could pass. */
const mandatory = ['kill-switch', 'instrument-tradable', 'price-known', 'quantity-step', 'reduce-only'];

/** The names of all rules, for settings and messages. */
export const ruleNames = Object.keys(rules);

/**
 * What may go wrong, asked before anything is sent. Pure: the same draft and view give the same verdict. It is the only
 * place that can mint a `ClearedOrder`, so no path leads around it.
 */
export class Gate {
  readonly #rules: NamedRules;

  /** @throws QuaestorError `config.unknown-rule` for a name that is no rule, `config.invalid` for one that is named twice */
  constructor(names: readonly string[]) {
    this.#rules = names.map(name => {
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      if (rule) return [name, rule] as const;
      throw new QuaestorError(
        'config.unknown-rule',
        `Unknown risk rule "${name}" in risk.rules.${didYouMean(name, ruleNames)} Known: ${ruleNames.join(', ')}.`,
      );
    });
    if (new Set(names).size !== names.length)
      throw new QuaestorError('config.invalid', 'A rule stands twice in risk.rules.');
  }

  /** The gate of an account: as above, and refused where a rule is absent that no account may do without. */
  static open(names: readonly string[]): Gate {
    const absent = mandatory.filter(name => !names.includes(name));
    if (absent.length === 0) return new Gate(names);
    throw new QuaestorError('config.invalid', `risk.rules may not leave out: ${absent.join(', ')}.`);
  }

  /** Sizes the draft on the view's price and asks every rule. `clientOrderId` names the order that it would become. */
  check(draft: Draft, clientOrderId: string, view: RiskView): Verdict {
    return this.clear(draft, clientOrderId, view).verdict;
  }

  /**
   * Checks again and, when every rule passes, mints the order that a broker accepts; else names the rule that refused.
   * The verdict is written out when it is first read, for a backtest never reads it.
   */
  clear(draft: Draft, clientOrderId: string, given: RiskView): Clearance {
    const view = given.working.length === 0 ? given : { ...given, portfolio: afterWorking(given) };
    const candidate = candidateOf(draft, clientOrderId, view);
    const said = new Findings(
      this.#rules,
      this.#rules.map(([, rule]) => rule(candidate, view)),
    );
    const refusal = said.refusal();
    return refusal ? new Refused(refusal, said) : new Cleared(candidate.order, said);
  }
}

type NamedRules = readonly (readonly [string, Rule])[];

/** What the rules said, in their order; undefined where one is switched off. Written out only where it is read. */
class Findings {
  readonly #rules: NamedRules;
  readonly #found: readonly (Finding | undefined)[];

  constructor(rules: NamedRules, found: readonly (Finding | undefined)[]) {
    this.#rules = rules;
    this.#found = found;
  }

  /** The first rule that refused. */
  refusal(): RuleResult | undefined {
    const refused = this.#found.findIndex(finding => finding?.passed === false);
    return refused === -1 ? undefined : this.#resultAt(refused);
  }

  results(): RuleResult[] {
    return this.#rules.flatMap((_, i) => this.#resultAt(i) ?? []);
  }

  #resultAt(i: number): RuleResult | undefined {
    const [rule, finding] = [this.#rules[i], this.#found[i]];
    return rule && finding && resultOf(rule[0], finding);
  }
}

/** Every rule passed: an order that a broker accepts. */
class Cleared {
  readonly cleared: ClearedOrder;
  readonly refusal = undefined;
  readonly #said: Findings;

  constructor(order: Candidate['order'], said: Findings) {
    this.cleared = mintClearedOrder(order);
    this.#said = said;
  }

  get verdict(): Verdict {
    return { passed: true, order: this.cleared, results: this.#said.results() };
  }
}

/** A rule refused: nothing that a broker would take. */
class Refused {
  readonly cleared = undefined;
  readonly refusal: RuleResult;
  readonly #said: Findings;

  constructor(refusal: RuleResult, said: Findings) {
    this.refusal = refusal;
    this.#said = said;
  }

  get verdict(): Verdict {
    return { passed: false, results: this.#said.results() };
  }
}

/** What the gate says of a draft. */
export type Clearance = Cleared | Refused;

/** The portfolio as it will be once the orders that are out are filled at the prices they were sent on. */
const afterWorking = ({ portfolio, working, costs, now }: RiskView): Portfolio =>
  working.reduce((held, order) => {
    const { clientOrderId, symbol, side, quantity, referencePrice: price } = order;
    const commissionUsd = commissionOf(price, quantity, costs);
    const fill = {
      clientOrderId,
      symbol,
      side,
      quantity,
      price,
      commissionUsd,
      filledAt: now,
      reason: 'order',
    } as const;
    return applyFill(held, fill, order).portfolio;
  }, portfolio);

function resultOf(rule: string, { passed, warning, reason, numbers }: Finding): RuleResult {
  const finite = Object.fromEntries(Object.entries(numbers).filter(([, value]) => Number.isFinite(value)));
  return { rule, passed, ...(warning ? { warning } : {}), reason: { ...reason }, numbers: finite };
}

function candidateOf(draft: Draft, clientOrderId: string, view: RiskView): Candidate {
  // A quote without a price is left to the rule `price-known`; an order with a price of its own is sized on that.
  const price = view.quote ? (draft.order?.limitPrice ?? draft.order?.triggerPrice ?? view.quote.price) : Number.NaN;
  const held = view.portfolio.positions.get(draft.symbol)?.quantity ?? 0;
  const equityUsd = equityOf(view);
  const quantity = quantityOf({
    draft,
    price,
    equityUsd: equityUsd ?? Number.NaN,
    held,
    lot: view.instrument?.lot ?? Number.NaN,
    costs: view.costs,
  });
  const change = draft.side === 'buy' ? quantity : -quantity;
  const after = held + change;
  const reduces = held !== 0 && Math.sign(change) === -Math.sign(held) && Math.abs(change) <= Math.abs(held);
  return { order: orderOf(draft, clientOrderId, quantity, price), held, after, reduces, equityUsd };
}

/** The order that a draft would become; what the draft does not say the order does not have. */
function orderOf(draft: Draft, clientOrderId: string, quantity: number, referencePrice: number): Candidate['order'] {
  const { symbol, side, decisionId, stop, target, thesis, invalidation } = draft;
  const order: Candidate['order'] = {
    clientOrderId,
    symbol,
    side,
    quantity,
    type: 'market',
    referencePrice,
    reduceOnly: draft.sizing.kind === 'close',
    decisionId,
  };
  if (draft.order) Object.assign(order, draft.order);
  if (stop !== undefined) order.stop = stop;
  if (target !== undefined) order.target = target;
  if (thesis !== undefined) order.thesis = thesis;
  if (invalidation !== undefined) order.invalidation = invalidation;
  return order;
}
