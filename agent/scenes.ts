import { attempt } from '../config/attempt.ts';
import type { Clock } from '../config/clock.ts';
import { asQuaestorError } from '../config/errors.ts';
import { errorText } from '../config/messages.ts';
import type { Settings } from '../config/settings.ts';
import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import type { Ledger } from '../data/ledger.ts';
import type { Fill } from '../data/ledger-row.ts';
import type { MarketData } from '../data/market/market-data.ts';
import { memoryText, type TradingMemory } from '../knowledge/memory/trading-memory.ts';
import type { Draft } from '../models/risk/draft.ts';
import type { Verdict } from '../models/risk/verdict.ts';
import { Card } from '../tools/card.ts';
import { type Account, portfolioCard, readPortfolio } from '../tools/get-portfolio.ts';
import { accountMemory } from './decision/account-memory.ts';
import { confidenceOf } from './decision/confidence-of.ts';
import type { Desk } from './desk/desk.ts';
import { orderIdOf } from './desk/desk-parts.ts';
import type { Proposal } from './desk/proposal.ts';
import { proposalCard, refusalCard } from './desk/proposal-card.ts';
import type { ProposalScene } from './desk/proposal-scene.ts';
import { hearsOfAccount, type Person } from './people.ts';
import { systemPrompt } from './prompt.ts';

export type ScenesParts = { desk: Desk; ledger: Ledger; market: MarketData; settings: Settings; wall: Clock };

/** What stands where the memory would, for whom nobody knows and where others read along. */
const notTheirs = 'Nothing: the account is none of the business of who reads this answer.';

/** What is shown and told of the account: cards of the desk and the memory, made from fresh ledger rows and prices. */
export class Scenes {
  readonly #parts: ScenesParts;

  constructor(parts: ScenesParts) {
    this.#parts = parts;
  }

  proposal(proposal: Proposal, t: Translate): Card {
    return Card.parse(proposalCard(this.#scene(proposal, t)));
  }

  refused(draft: Draft, verdict: Verdict, t: Translate): Card {
    return Card.parse(refusalCard({ draft, verdict, view: this.#parts.desk.risk(draft.symbol), t }));
  }

  /** The card of a proposal in the state that it has now. */
  current(proposal: Proposal, t: Translate): Card {
    return proposal.state === 'pending' ? this.proposal(proposal, t) : this.outcome(proposal, t);
  }

  /** The card of a decided proposal; a filled one says at what price. */
  outcome(proposal: Proposal, t: Translate): Card {
    const scene = this.#scene(proposal, t);
    const card = proposalCard(scene);
    const { fills = [] } = scene;
    const lead = fills.length > 0 ? fills.map(fill => filledText(fill, t)).join(' ') : card.lines?.[0];
    return Card.parse({ ...card, ...(lead === undefined ? {} : { lead }), lines: card.lines?.slice(1) });
  }

  /** The account as figures and as the portfolio card; where it cannot be valued there are none, and the card says why. */
  account(t: Translate): { figures: Account | null; card: Card } {
    const { ledger, market, settings } = this.#parts;
    try {
      const figures = readPortfolio({ ledger, market, settings });
      return { figures, card: Card.parse(portfolioCard(figures, t)) };
    } catch (thrown) {
      const title = t({ en: 'Portfolio (paper account)', fr: 'Portefeuille (compte simulé)' });
      const lead = t(errorText(asQuaestorError(thrown), ''));
      return { figures: null, card: Card.parse({ title, lead, tone: 'bad' }) };
    }
  }

  memory(): TradingMemory {
    const { desk, ...account } = this.#parts;
    return accountMemory({ ...account, risk: symbol => desk.risk(symbol) });
  }

  /** The system prompt. An account that cannot be valued does not silence the agent: the prompt says so instead. */
  prompt(person: Person): string {
    const { language } = person;
    try {
      const memory = this.memory();
      return systemPrompt(language, memory.asOf, hearsOfAccount(person) ? memoryText(memory) : notTheirs);
    } catch (thrown) {
      return systemPrompt(language, dayOf(this.#parts.market.now()), `Unknown: ${asQuaestorError(thrown).message}`);
    }
  }

  #scene(proposal: Proposal, t: Translate): ProposalScene {
    const { desk, ledger, settings, market } = this.#parts;
    const view = desk.risk(proposal.draft.symbol);
    return {
      proposal,
      view,
      series: attempt(() => market.candles(proposal.draft.symbol)),
      costs: settings.broker,
      settings,
      confidence: confidenceOf(ledger, proposal.draft.decisionId),
      failure: this.#failureOf(proposal),
      fills: proposal.state === 'pending' ? [] : this.#fillsOf(proposal),
      approvers: desk.approvers(proposal),
      t,
    };
  }

  #failureOf({ id, version }: Proposal): string | undefined {
    const { ledger, settings } = this.#parts;
    const orderId = orderIdOf(settings, id, version);
    return ledger
      .rows('note')
      .flatMap(({ body }) => (body.event === 'order-failed' && body.clientOrderId === orderId ? body.reason : []))[0];
  }

  #fillsOf(proposal: Proposal): Fill[] {
    const { ledger, settings } = this.#parts;
    const id = orderIdOf(settings, proposal.id, proposal.version);
    return ledger.rows('fill').flatMap(row => (row.body.clientOrderId === id ? [row.body] : []));
  }
}

function filledText(fill: Fill, t: Translate): string {
  const bought = fill.side === 'buy';
  return t({
    en: `Filled: ${bought ? 'bought' : 'sold'} ${fill.quantity} ${fill.symbol} at ${t.number(fill.price)} on ${dayOf(fill.filledAt)}, commission ${t.money(fill.commissionUsd)}.`,
    fr: `Exécuté : ${bought ? 'achat' : 'vente'} de ${fill.quantity} ${fill.symbol} à ${t.number(fill.price)} le ${dayOf(fill.filledAt)}, commission ${t.money(fill.commissionUsd)}.`,
  });
}
