import type { Text, Translate } from '../../config/text.ts';
import { type Costs, roundTripCost } from '../../data/broker/costs.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import { valuationOf } from '../../data/valuation.ts';
import { quantileProbabilities } from '../../models/volatility/forecaster.ts';
import { routes } from '../../tools/regime-words.ts';
import { filledOrder, fillRows, quantityText } from './fill-rows.ts';
import { approversNeeded } from './four-eyes.ts';
import type { Outlook } from './outlook.ts';
import type { ProposalScene } from './proposal-scene.ts';

const ofEquity = { en: 'of equity', fr: 'des capitaux' };

/** Levels, money at risk and reward of an order that opens something. */
function riskRows(order: OrderRow, { costs, t }: ProposalScene, equityUsd: number): string[][] {
  const { quantity, referencePrice: price, stop, target } = order;
  const cost = roundTripCost(price, quantity, costs);
  if (stop === undefined) {
    const targetRow = target === undefined ? [] : [[t({ en: 'Target', fr: 'Objectif' }), t.number(target)]];
    return [[t({ en: 'Stop', fr: 'Stop' }), t({ en: 'none', fr: 'aucun' })], ...targetRow];
  }
  const risk = Math.abs(price - stop) * quantity + cost;
  const rows = [
    [t({ en: 'Stop', fr: 'Stop' }), t.number(stop)],
    [
      t({ en: 'At risk to the stop', fr: 'Risque jusqu’au stop' }),
      `${t.money(risk)} (${t.percent(risk / equityUsd, 2)} ${t(ofEquity)})`,
    ],
  ];
  if (target === undefined) return rows;
  const reward = Math.abs(target - price) * quantity - cost;
  return [
    ...rows,
    [t({ en: 'Target', fr: 'Objectif' }), t.number(target)],
    [t({ en: 'Reward to risk, after costs', fr: 'Gain/risque, après frais' }), t.number(reward / risk)],
  ];
}

/** An order that closes pays one side only; the other was paid when the position was opened. */
function costRow({ quantity, referencePrice: price, reduceOnly }: OrderRow, costs: Costs, t: Translate): string[] {
  const cost = roundTripCost(price, quantity, costs);
  return reduceOnly
    ? [t({ en: 'Cost of this order', fr: 'Coût de cet ordre' }), t.money(cost / 2)]
    : [t({ en: 'Cost of a round trip', fr: 'Coût aller-retour' }), t.money(cost)];
}

/** Money, levels and limits of the order, computed here from the ledger's rows; no model's prose is near them. */
export function figures(scene: ProposalScene): string[][] {
  const { proposal, view, costs, t, fills = [] } = scene;
  const proposed = proposal.verdict.order;
  if (!proposed) return [];
  const filled = filledOrder(proposed, fills);
  const order = filled ?? proposed;
  const { quantity, referencePrice: price, reduceOnly } = order;
  const equityUsd = valuationOf(view.portfolio, view.priceOf)?.equityUsd ?? Number.NaN;
  const notional = quantity * price;
  return [
    [t({ en: 'Order', fr: 'Ordre' }), orderText(proposed, t)],
    ...(filled
      ? fillRows(proposed, filled, t)
      : [[t({ en: 'Quantity', fr: 'Quantité' }), `${quantityText(quantity, t)} × ${t.number(price)}`]]),
    [t({ en: 'Value', fr: 'Valeur' }), `${t.money(notional)} (${t.percent(notional / equityUsd, 1)} ${t(ofEquity)})`],
    costRow(order, costs, t),
    ...(reduceOnly ? [] : riskRows(order, scene, equityUsd)),
    ...outlookRows(proposal.outlook, t),
    ...approverRows(scene, order),
  ];
}

/** How an order is to be filled: at once, or at which price and from which one on. */
function orderText({ type, limitPrice, triggerPrice, trailShare }: OrderRow, t: Translate): string {
  const limit = limitPrice === undefined ? '' : t.number(limitPrice);
  const trigger = triggerPrice === undefined ? '' : t.number(triggerPrice);
  const trail = trailShare === undefined ? '' : t.percent(trailShare, 1);
  const texts: Readonly<Record<OrderRow['type'], Text>> = {
    market: { en: 'at market', fr: 'au marché' },
    limit: { en: `limit ${limit}`, fr: `limite ${limit}` },
    stop: { en: `at market from ${trigger} on`, fr: `au marché à partir de ${trigger}` },
    'stop-limit': { en: `limit ${limit} from ${trigger} on`, fr: `limite ${limit} à partir de ${trigger}` },
    'trailing-stop': {
      en: `at market, trailing by ${trail}`,
      fr: `au marché, suiveur de ${trail}`,
    },
  };
  return t(texts[type]);
}

const shownQuantiles = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** The forecast's quantiles; of one that was kept with its 80 % range alone, that. */
function quantileRows({ low, high, quantiles }: NonNullable<Outlook['forecast']>, t: Translate): string[][] {
  const percent = (value: number) => t.percent(value / 100, 2);
  if (quantiles === undefined)
    return [[t({ en: '80 % range', fr: 'Plage à 80 %' }), `${percent(low)} – ${percent(high)}`]];
  const shown = shownQuantiles.flatMap(one => {
    const at = quantileProbabilities.indexOf(one);
    return quantiles.slice(at, at + 1).map(value => t.number(value));
  });
  const names = shownQuantiles.map(one => Math.round(one * 100)).join('/');
  return [[t({ en: `Quantiles ${names} %`, fr: `Quantiles ${names} %` }), `${shown.join(' · ')} %`]];
}

/** How the market looked when it was proposed. */
function outlookRows({ regime, forecast }: Outlook, t: Translate): string[][] {
  return [
    ...(forecast
      ? [
          [
            t({ en: 'Volatility of the next day', fr: 'Volatilité du lendemain' }),
            `${t.percent(forecast.daily / 100, 2)} (${forecast.model})`,
          ],
          ...quantileRows(forecast, t),
        ]
      : []),
    ...(regime ? [[t({ en: 'Regime', fr: 'Régime' }), t(routes[regime])]] : []),
  ];
}

/** Of an order that needs two persons: who has approved. */
function approverRows({ proposal, approvers, settings, t }: ProposalScene, order: OrderRow): string[][] {
  if (approversNeeded(settings, order) === 1 || proposal.state !== 'pending') return [];
  const names = approvers.map(({ channel, id }) => `${channel}:${id}`).join(', ');
  return [
    [
      t({ en: 'Approvals', fr: 'Approbations' }),
      t({
        en: `${approvers.length} of 2${names ? ` (${names})` : ''}, not by who proposed it`,
        fr: `${approvers.length} sur 2${names ? ` (${names})` : ''}, pas par qui l'a proposée`,
      }),
    ],
  ];
}
