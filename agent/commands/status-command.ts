import type { Translate } from '../../config/text.ts';
import { tradingStateOf } from '../../models/risk/trading-state.ts';
import type { Tensors } from '../../models/tensor.ts';
import { atLeast } from '../people.ts';
import { spendingRows } from '../spending-rows.ts';
import type { Command } from './command.ts';

/** Where networks run, why there, and what was not there. */
const networksText = (tensors: Tensors | undefined, t: Translate): string =>
  tensors
    ? [tensors.backend, t(tensors.reason), ...tensors.skipped.map(({ reason }) => t(reason))].join('; ')
    : t({ en: 'not loaded yet', fr: 'pas encore chargés' });

/** What runs, on which data, and whether trading is stopped. */
export const statusCommand: Command = {
  en: 'status',
  account: true,
  fr: 'etat',
  about: {
    en: 'what runs, on which data, and whether trading is stopped',
    fr: 'ce qui tourne, sur quelles données, et si le trading est arrêté',
  },
  run: ({ agent, person, t }) => {
    const { market, desk, ledger, settings, models } = agent.parts;
    const halted = desk.halted();
    return {
      title: t({ en: 'Status', fr: 'État' }),
      lead: halted
        ? t({ en: 'Trading is stopped.', fr: 'Le trading est arrêté.' })
        : t({ en: 'Trading is on (paper).', fr: 'Le trading est actif (simulé).' }),
      table: {
        columns: ['', ''],
        rows: [
          [t({ en: 'Market clock', fr: 'Horloge du marché' }), agent.asOf()],
          [t({ en: 'Data', fr: 'Données' }), `${settings.market.provider}: ${market.symbols().join(', ')}`],
          [t({ en: 'Trading state', fr: 'État du trading' }), tradingStateOf(desk.risk(settings.market.defaultSymbol))],
          [t({ en: 'Networks', fr: 'Réseaux' }), networksText(models.opened(), t)],
          [t({ en: 'Broker', fr: 'Courtier' }), `${settings.broker.kind}, ${settings.broker.accountId}`],
          [
            t({ en: 'Ledger rows, chain verified', fr: 'Lignes du registre, chaîne vérifiée' }),
            String(ledger.verify()),
          ],
          [t({ en: 'You', fr: 'Vous' }), `${person.id} (${person.role})`],
          ...(atLeast(person.role, 'admin') ? spendingRows(agent.parts.spending, t) : []),
        ],
      },
      tone: halted ? 'bad' : 'good',
    };
  },
};
