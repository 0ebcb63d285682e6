import { QuaestorError } from '../../config/errors.ts';
import { fold } from '../../config/suggest.ts';
import type { CardInput } from '../../tools/card.ts';
import type { Call, Command } from '../commands.ts';
import { setPaused } from '../decision/pause.ts';
import { Change } from '../desk/change.ts';
import { press } from '../press.ts';

const words: Readonly<Record<string, keyof Change>> = {
  quantity: 'quantity',
  size: 'quantity',
  quantite: 'quantity',
  taille: 'quantity',
  stop: 'stop',
  target: 'target',
  objectif: 'target',
  cible: 'target',
};

/** A figure as people write it: 2,800 and 2 800 and 2800,50 and 2800.50. */
function figureOf(said: string): number {
  const plain = said.replace(/[\s\u00a0\u202f'’$€]/g, '');
  if (/,\d{1,2}$/.test(plain) && !plain.includes('.')) return Number(plain.replace(',', '.'));
  return Number(plain.replaceAll(',', ''));
}

/**
 * What a person wants to change, from words such as "quantity 5 stop 2,700 target 3200" in either language.
 * @throws QuaestorError `user.bad-request` that says how to put it
 */
export function readChange(text: string): Change {
  const folded = fold(text).replaceAll(/[:=;]/g, ' ');
  const found = [...folded.matchAll(/([a-z]+)\s+(?:(?:to|at|a|de)\s+)?([\d][\d\s.,]*)/g)].flatMap(
    ([, word = '', said = '']) => {
      const name = Object.hasOwn(words, word) ? words[word] : undefined;
      return name === undefined ? [] : [[name, figureOf(said.replace(/[.,\s]+$/, ''))] as const];
    },
  );
  const change = Change.safeParse(Object.fromEntries(found));
  if (change.success) return change.data;
  throw new QuaestorError('user.bad-request', {
    en: 'Say what to change and to which figure: quantity 5 stop 2700 target 3200. What you leave out stays.',
    fr: 'Dites quoi changer et à quelle valeur : quantité 5 stop 2700 objectif 3200. Ce que vous omettez reste.',
  });
}

const edit = async ({ agent, person, rest, t, emit }: Call): Promise<undefined> => {
  const [, named, said = ''] = /^(p-\d+)?\s*([\s\S]*)$/i.exec(rest) ?? [];
  const waiting = agent.parts.desk.waiting();
  const id = named?.toUpperCase() ?? (waiting.length === 1 ? waiting[0]?.id : undefined);
  const proposal = id === undefined ? undefined : agent.parts.desk.find(id);
  if (!proposal) {
    const ids = waiting.map(one => one.id).join(', ') || t({ en: 'none', fr: 'aucune' });
    throw new QuaestorError('desk.not-found', {
      en: `Say which proposal: /edit P-1 stop 2700. Waiting: ${ids}.`,
      fr: `Dites quelle proposition : /modifier P-1 stop 2700. En attente : ${ids}.`,
    });
  }
  const { version, nonce } = proposal;
  await press(agent, { verb: 'edit', proposalId: proposal.id, version, nonce, change: readChange(said) }, person, emit);
};

const pause = ({ agent, person, t }: Call): CardInput => {
  setPaused(agent.parts.ledger, person, true);
  return {
    title: t({ en: 'Paused', fr: 'En pause' }),
    lead: t({
      en: 'The strategy and the portfolio manager rest until /resume. Stops, targets and plans go on, and people may still propose.',
      fr: 'La stratégie et le gérant se reposent jusqu’à /reprendre. Stops, objectifs et plans continuent, et les personnes peuvent encore proposer.',
    }),
  };
};

/** Changing what waits, and who decides. */
export const deskCommands: readonly Command[] = [
  {
    en: 'edit',
    fr: 'modifier',
    about: { en: 'change a proposal: /edit P-1 stop 2700', fr: 'modifier une proposition : /modifier P-1 stop 2700' },
    run: edit,
  },
  {
    en: 'pause',
    fr: 'pause',
    about: { en: 'let the portfolio manager rest', fr: 'laisser le gérant se reposer' },
    run: pause,
  },
];
