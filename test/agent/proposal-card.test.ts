import { describe, expect, it } from 'vitest';
import type { Outlook } from '../../agent/desk/outlook.ts';
import type { Proposal, ProposalState } from '../../agent/desk/proposal.ts';
import { proposalCard, refusalCard } from '../../agent/desk/proposal-card.ts';
import type { ProposalScene } from '../../agent/desk/proposal-scene.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { Gate } from '../../models/risk/gate.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { ruleName, ruleNames } from '../../models/risk/rule-names.ts';
import { rules } from '../../models/risk/rules.ts';
import { Card } from '../../tools/card.ts';
import { walk } from '../kit/candle-fixture.ts';
import { flatSeries } from '../kit/candles.ts';
import { account, draftOf, held, riskView, units } from '../kit/risk-view.ts';

const settings = settingsFrom({});
const costs = { commissionRate: 0.001, commissionMinimumUsd: 1, halfSpreadRate: 0.0001, slippageRate: 0.0002 };
const [en, fr] = [translateTo('en'), translateTo('fr')];

type Over = Partial<Omit<ProposalScene, 'proposal'>> & {
  draft?: Partial<Draft>;
  state?: ProposalState;
  view?: RiskView;
};

function scene({ draft, state = 'pending', view = riskView({ costs }), ...over }: Over = {}): ProposalScene {
  const made = draftOf(draft);
  const proposal: Proposal = {
    id: 'P-7',
    version: 1,
    nonce: 'secret',
    hash: 'hash',
    state,
    expiresAt: 90_000,
    draft: made,
    verdict: new Gate(settings.risk.rules).check(made, 'O-1', view),
    proposedBefore: [],
    approvals: [],
    outlook: {},
    proposedBy: { channel: 'test', id: 'owner' },
  };
  return { proposal, view, series: flatSeries([99, 100]), costs, settings, approvers: [], t: en, ...over };
}

const cardOf = (over?: Over) => Card.parse(proposalCard(scene(over)));
const figure = (card: Card, name: string): string | undefined =>
  card.table?.rows.find(([label]) => label === name)?.[1];

describe('the card of a proposal', () => {
  it('says what, how much, at which risk and with which reward, after costs', () => {
    const card = cardOf({ draft: { stop: 95, target: 110 } });
    expect(card.title).toBe('P-7: buy S&P 500');
    expect(figure(card, 'Quantity')).toBe('10 × 100.00');
    expect(figure(card, 'Value')).toBe('$1,000.00 (10.0% of equity)');
    expect(figure(card, 'Cost of a round trip'), '1000 * 0.0003 * 2 + 2 * 1').toBe('$2.60');
    expect(figure(card, 'At risk to the stop'), '10 * 5 + 2.60').toBe('$52.60 (0.53% of equity)');
    expect(figure(card, 'Reward to risk, after costs'), '(10 * 10 - 2.60) / 52.60').toBe('1.85');
    expect(card.chart?.levels.map(level => level.name)).toEqual(['Price', 'Stop', 'Target']);
  });

  it.each([
    ['market', {}, 'at market', 'au marché'],
    ['limit', { limitPrice: 98 }, 'limit 98.00', 'limite 98,00'],
    ['stop', { triggerPrice: 105 }, 'at market from 105.00 on', 'au marché à partir de 105,00'],
    [
      'stop-limit',
      { limitPrice: 106, triggerPrice: 105 },
      'limit 106.00 from 105.00 on',
      'limite 106,00 à partir de 105,00',
    ],
    ['trailing-stop', { trailShare: 0.05 }, 'at market, trailing by 5.0%', 'au marché, suiveur de 5,0\u00a0%'],
  ] as const)('says how a %s order is to be filled', (type, prices, english, french) => {
    const made = scene();
    const { order } = made.proposal.verdict;
    if (!order) throw new Error('refused');
    const verdict = { ...made.proposal.verdict, order: { ...order, ...prices, type } };
    const of = (t: ProposalScene['t']) =>
      Card.parse(proposalCard({ ...made, t, proposal: { ...made.proposal, verdict } }));
    expect(figure(of(en), 'Order')).toBe(english);
    expect(figure(of(fr), 'Ordre')?.replaceAll(/\s/g, ' ')).toBe(french.replaceAll(/\s/g, ' '));
  });

  it('shows the quantiles of the forecast, or the range of one that was kept with it alone', () => {
    const made = scene();
    const forecast = { model: 'log-har', daily: 2, low: 1, high: 3 };
    const of = (outlook: Outlook) => Card.parse(proposalCard({ ...made, proposal: { ...made.proposal, outlook } }));
    expect(
      figure(of({ forecast: { ...forecast, quantiles: [0.5, 1, 1.5, 2, 2.5, 3, 4] } }), 'Quantiles 5/25/50/75/95 %'),
    ).toBe('0.50 · 1.50 · 2.00 · 2.50 · 4.00 %');
    expect(figure(of({ forecast }), '80 % range')).toBe('1.00% – 3.00%');
  });

  it('calls a rule that it has no words for by its own name', () => {
    expect(ruleName('a-rule-of-a-plugin')).toEqual({ en: 'a-rule-of-a-plugin', fr: 'a-rule-of-a-plugin' });
    expect(Object.keys(ruleNames), 'and has words for each of the gate').toEqual(Object.keys(rules));
  });

  it('says that there is no stop, and shows a target alone', () => {
    expect(cardOf().table?.rows.map(([label]) => label)).toEqual([
      'Order',
      'Quantity',
      'Value',
      'Cost of a round trip',
      'Stop',
    ]);
    expect(figure(cardOf(), 'Stop')).toBe('none');
    const card = cardOf({ draft: { target: 110 } });
    expect([figure(card, 'Stop'), figure(card, 'Target')]).toEqual(['none', '110.00']);
    expect(cardOf({ draft: { stop: 95 } }).table?.rows.map(([label]) => label)).not.toContain('Target');
  });

  it('writes a quantity with the decimals that it has', () => {
    expect(figure(cardOf({ draft: { sizing: units(1.25) } }), 'Quantity')).toBe('1.25 × 100.00');
  });

  it.each<[string, Partial<Draft>, number, string]>([
    ['a buy', {}, 0, 'buy S&P 500'],
    ['a sale of what is held', { side: 'sell' }, 20, 'sell S&P 500'],
    ['a sale of what is not held', { side: 'sell' }, 0, 'sell S&P 500 short'],
    ['a close', { side: 'sell', sizing: { kind: 'close' } }, 20, 'close the position in S&P 500'],
    ['a cover', { side: 'buy' }, -20, 'buy S&P 500'],
  ])('names %s', (_what, draft, quantity, action) => {
    const portfolio = quantity === 0 ? account(10_000) : account(10_000, held(quantity));
    expect(cardOf({ draft, view: riskView({ costs, portfolio }) }).lead).toContain(`I propose to ${action}.`);
  });

  it('of a close shows no stop and no reward', () => {
    const view = riskView({ costs, portfolio: account(10_000, held(20)) });
    const card = cardOf({ draft: { side: 'sell', sizing: { kind: 'close' } }, view });
    expect(card.table?.rows.map(([label]) => label)).toEqual(['Order', 'Quantity', 'Value', 'Cost of this order']);
  });

  it('carries the words of the person, and warns of outside text', () => {
    const lines = cardOf({ draft: { thesis: 'It is cheap.', invalidation: 'below 90', tainted: true } }).lines;
    expect(lines).toContain('Reason: It is cheap.');
    expect(lines).toContain('Wrong if: below 90 (in words only: a person has to watch it).');
    const watched = cardOf({ draft: { invalidation: 'close@1d < 90 for 2' } }).lines;
    expect(watched).toContain(
      'Wrong if: the daily close below 90, 2 candles in a row. Watched on every closed candle.',
    );
    expect(lines).toContain('This turn read text from outside: check it twice.');
    expect(cardOf().lines.join(' ')).not.toMatch(/Reason|Wrong if|outside/);
  });

  it('has buttons only while it waits, bound to version and nonce', () => {
    const bound = { proposalId: 'P-7', version: 1, nonce: 'secret' };
    expect(cardOf().actions).toMatchObject([
      { kind: 'approve', ...bound },
      { kind: 'reject', ...bound },
      { kind: 'edit', ...bound },
    ]);
    for (const state of ['done', 'rejected', 'executing'] as const)
      expect(cardOf({ state }).actions, state).toEqual([]);
    for (const state of ['expired', 'refused', 'failed'] as const)
      expect(cardOf({ state }).actions, 'it ended without anybody’s no').toMatchObject([{ kind: 'again', ...bound }]);
  });

  it('says its state and how long it waits', () => {
    expect(cardOf().lines[0], 'as an instant: a card in a chat stays as it was sent').toContain(
      'by 1970-01-01 00:01 UTC it expires',
    );
    expect(cardOf({ state: 'rejected' }).lines[0]).toBe('P-7 is rejected: nothing was sent.');
    expect([
      cardOf().tone,
      cardOf({ state: 'done' }).tone,
      cardOf({ state: 'executing' }).tone,
      cardOf({ state: 'failed' }).tone,
    ]).toEqual(['neutral', 'good', 'neutral', 'bad']);
  });

  it('lists the rules while it waits, and keeps the reason once it is decided, and what has to be watched while it lives', () => {
    const draft = { thesis: 'It is cheap.', invalidation: 'below 90' };
    expect(cardOf({ draft }).lines.at(-1)).toMatch(/^Risk gate: all 22 rules passed \(kill switch, /);
    const fallen = riskView({ costs, peakEquityUsd: 11_500 });
    expect(cardOf({ draft, view: fallen }).lines.at(-2), 'what a person should know before').toBe(
      '⚠ The account is 13.0% below its peak; from 15.0% on it takes no new risk.',
    );
    const reason = 'Reason: It is cheap.';
    const wrong = 'Wrong if: below 90 (in words only: a person has to watch it).';
    const underway = ['P-7 is approved; its order is on the way.', reason, wrong];
    expect(cardOf({ draft, state: 'executing' }).lines).toEqual(underway);
    expect(cardOf({ draft, state: 'done' }).lines.slice(1)).toEqual([reason, wrong]);
    expect(cardOf({ draft, state: 'rejected' }).lines.slice(1)).toEqual([reason]);
  });

  it('shows at most the last 90 candles, and no chart without a history or an order', () => {
    const series = walk(200, 3);
    const chart = cardOf({ series }).chart;
    expect(chart?.candles).toHaveLength(90);
    expect(chart?.candles?.at(-1)?.[3]).toBe(series.close.at(-1));
    expect(cardOf({ series: undefined }).chart).toBeUndefined();
    expect(cardOf({ state: 'done' }).chart, 'a decided proposal needs none').toBeUndefined();
    const orderless = cardOf({ draft: { sizing: units(1000) } });
    expect([orderless.chart, orderless.table?.rows]).toEqual([undefined, []]);
  });

  it('says the day of its prices and, where they are unknown, invents no share of equity', () => {
    expect(cardOf().footnote).toContain('Prices as of 2020-01-10');
    const made = scene();
    const blind = {
      ...made,
      view: {
        ...made.view,
        portfolio: account(0, held(1)),
        priceOf: () => undefined,
        quote: undefined,
        instrument: undefined,
      },
    };
    const card = Card.parse(proposalCard(blind));
    expect(figure(card, 'Value')).toBe('$1,000.00 (–% of equity)');
    expect(card.title, 'an instrument that is not described goes by its symbol').toBe('P-7: buy SPX');
    expect(card.footnote).toContain('Prices unknown');
  });

  it('exists in French, with French numbers', () => {
    const draft = { stop: 95, target: 110, thesis: 'parce que', invalidation: 'sinon', tainted: true };
    const [english, french] = [cardOf({ draft }), cardOf({ draft, t: fr })];
    expect(french.lead).toContain("Je propose d'acheter du S&P 500.");
    expect(cardOf({ draft: { side: 'sell' }, t: fr }).lead).toContain('Je propose de vendre du S&P 500 à découvert.');
    expect(figure(french, 'Gain/risque, après frais')).toBe('1,85');
    for (const [i, line] of french.lines.entries()) expect(line).not.toBe(english.lines[i]);
    expect(french.actions.map(action => action.label)).toEqual(['Approuver', 'Rejeter', 'Modifier']);
  });
});

describe('the card of a refusal', () => {
  const refused = (t = en, view = riskView()) => {
    const draft = draftOf({ side: 'sell', sizing: units(30) });
    return Card.parse(
      refusalCard({ draft, verdict: new Gate(settings.risk.rules).check(draft, 'O-1', view), view, t }),
    );
  };

  it('names the rule, why, and what would pass', () => {
    expect(refused().title).toBe('Refused: sell S&P 500');
    expect(refused().lead).toContain('At most 25 more units pass');
    expect(
      refused()
        .table?.rows.filter(([, result]) => result?.startsWith('✗'))
        .map(([rule]) => rule),
    ).toEqual(['position']);
    expect(refused().tone).toBe('bad');
    expect(refused().actions, 'there is nothing to approve').toEqual([]);
  });

  it('exists in French and for an unknown instrument', () => {
    expect(refused(fr).title, 'no line breaks before a French colon').toBe('Refusé\u202F: vendre du S&P 500');
    expect(refused(fr).lead).toContain('La position en SPX');
    expect(refused(en, riskView({ instrument: undefined })).title).toBe('Refused: sell SPX');
    const draft = draftOf({ sizing: units(30) });
    const card = refusalCard({
      draft,
      verdict: new Gate(['max-position']).check(draft, 'O', riskView()),
      view: riskView(),
      t: fr,
    });
    expect(card.title).toBe('Refusé\u202F: acheter du S&P 500');
  });
});
