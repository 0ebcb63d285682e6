import { asQuaestorError } from '../../config/errors.ts';
import { errorText } from '../../config/messages.ts';
import type { Text, Translate } from '../../config/text.ts';
import type { Judged } from '../../models/decision/judge.ts';
import { outageText } from '../../models/decision/outage-text.ts';
import type { CardInput } from '../../tools/card.ts';
import { signals } from '../../tools/decision-words.ts';
import type { Decided } from '../cycle.ts';
import type { Proposed } from '../desk/desk.ts';
import type { Emit } from '../events.ts';
import type { Scenes } from '../scenes.ts';
import type { Acted } from './autopilot.ts';
import type { ModelTurn } from './model-turn.ts';
import { outageWords } from './outage-notice.ts';
import type { PlanAlert } from './watch-plans.ts';

/** Shows what came of a draft: a proposal with its buttons, its end where it was executed, or the refusal. */
function show(proposed: Proposed, scenes: Scenes, t: Translate, emit: Emit): void {
  if (proposed.kind === 'proposed') {
    const { id, version } = proposed.proposal;
    emit({ type: 'proposal-made', proposalId: id, version, card: scenes.proposal(proposed.proposal, t) });
    return;
  }
  const card = scenes.refused(proposed.draft, proposed.verdict, t);
  emit({ type: 'tool-result', id: '/decide', name: 'decide', ok: false, card });
}

function showActed({ proposed, executed }: Acted, scenes: Scenes, t: Translate, emit: Emit): void {
  show(proposed, scenes, t, emit);
  if (!executed) return;
  const { id: proposalId, version, state } = executed;
  emit({ type: 'proposal-changed', proposalId, version, state, card: scenes.outcome(executed, t) });
}

function alertLine({ position, state, acted }: PlanAlert, t: Translate): string {
  const { symbol } = position;
  if (state === 'unknown') {
    return t({
      en: `${symbol}: whether its plan still holds cannot be told from the candles at hand. Stop and target go on.`,
      fr: `${symbol} : les bougies disponibles ne permettent pas de dire si son plan tient encore. Stop et objectif restent en place.`,
    });
  }
  return acted
    ? t({
        en: `${symbol}: its invalidation is true; closing it is on the desk.`,
        fr: `${symbol} : sa condition d'invalidation est vraie ; sa clôture est au bureau.`,
      })
    : t({ en: `${symbol}: its invalidation is true.`, fr: `${symbol} : sa condition d'invalidation est vraie.` });
}

/** What the model said of one instrument, how sure it was, and what was made of it. */
function judgedLine(
  { symbol, signal, decision, confidence, breakEven, heldBack, planBreak }: Judged,
  t: Translate,
): string {
  if (!decision || decision.signal === 'hold') return t({ en: `${symbol}: hold.`, fr: `${symbol} : conserver.` });
  const sure = confidence ? t.percent(confidence.value, 0) : '–';
  const kind =
    confidence?.kind === 'uncalibrated'
      ? t({
          en: `uncalibrated, ${confidence.count} resolved so far`,
          fr: `non calibrée, ${confidence.count} résolues à ce jour`,
        })
      : t({ en: `calibrated on ${confidence?.count ?? 0}`, fr: `calibrée sur ${confidence?.count ?? 0}` });
  const even =
    breakEven === undefined
      ? ''
      : t({ en: `, break-even ${t.percent(breakEven, 0)}`, fr: `, seuil de rentabilité ${t.percent(breakEven, 0)}` });
  const end = heldBack ? t({ en: ' Held back: not sure enough.', fr: ' Retenu : pas assez sûr.' }) : '';
  const broken = planBreak ? t({ en: ' A break of its plan.', fr: ' Une rupture de son plan.' }) : '';
  const said = t(signals[decision.signal]);
  const now = signal === 'hold' ? t(signals.hold) : said;
  return t({
    en: `${symbol}: ${now}. The model says ${said}, confidence ${sure} (${kind})${even}.${end}${broken}`,
    fr: `${symbol} : ${now}. Le modèle dit ${said}, confiance ${sure} (${kind})${even}.${end}${broken}`,
  });
}

/** Why a decision that was no hold has led to nothing. */
function unmadeLine({ call, acted }: ModelTurn, { symbol, signal }: Judged, t: Translate): string[] {
  const done = acted.get(symbol);
  if (done?.fault !== undefined) {
    const reason = t(errorText(asQuaestorError(done.fault), call.id));
    return [t({ en: `${symbol}: it was not executed. ${reason}`, fr: `${symbol} : rien n'a été exécuté. ${reason}` })];
  }
  if (signal === 'hold' || done || call.snapshot.mode === 'advise') return [];
  return [
    t({
      en: `${symbol}: the limits leave no room for it, so nothing was drafted.`,
      fr: `${symbol} : les limites ne lui laissent pas de place, rien n'a donc été ébauché.`,
    }),
  ];
}

function managerLines(turn: ModelTurn, t: Translate): string[] {
  const { call } = turn;
  const why = outageText(call.fault ?? '');
  if (call.exchanges.length === 0) {
    // Who asks is answered each time; a round of the schedule says no more than the notice of the outage.
    if (call.because !== 'asked') return [];
    return [
      t({
        en: `No model answered, so everything is held: ${why.en}.`,
        fr: `Aucun modèle n'a répondu, tout est donc conservé : ${why.fr}.`,
      }),
    ];
  }
  return [
    ...call.decisions.flatMap(one => [judgedLine(one, t), ...unmadeLine(turn, one, t)]),
    t({
      en: `The record is ${call.id}: /decision ${call.id} shows it.`,
      fr: `L'enregistrement est ${call.id} : /decision ${call.id} le montre.`,
    }),
  ];
}

/** Drafts that a round made, whoever made them. */
const draftsIn = ({ alerts, strategy, manager }: Decided): number =>
  (strategy?.proposed.length ?? 0) + (manager?.acted.size ?? 0) + alerts.filter(one => one.acted).length;

function showAll({ alerts, strategy, manager }: Decided, { scenes, t, emit }: Showing): void {
  for (const one of strategy?.proposed ?? []) show(one, scenes, t, emit);
  for (const acted of [...alerts.flatMap(one => one.acted ?? []), ...(manager?.acted.values() ?? [])]) {
    showActed(acted, scenes, t, emit);
  }
}

const nothingNew: Text = {
  en: 'Nothing new to decide: the last candle is decided on, or something waits. /decision shows the last decision, /proposals what waits.',
  fr: 'Rien de nouveau à décider : la dernière bougie est décidée, ou quelque chose attend. /decision montre la dernière décision, /propositions ce qui attend.',
};

function leadOf(decided: Decided, t: Translate): Text {
  const { alerts, strategy, manager } = decided;
  if (!strategy && !manager && alerts.length === 0) return nothingNew;
  const drafted = draftsIn(decided);
  const who = strategy?.strategy ?? t({ en: 'The portfolio manager', fr: 'Le gérant' });
  if (drafted === 0) return { en: `${who} made no draft: hold.`, fr: `${who} n'a fait aucune ébauche : conserver.` };
  const several = drafted > 1;
  return {
    en: `${drafted} draft${several ? 's were' : ' was'} made.`,
    fr: `${drafted} ébauche${several ? 's ont été faites' : ' a été faite'}.`,
  };
}

export type Showing = { asOf: string; scenes: Scenes; t: Translate; emit: Emit };

/** The card of one round of the cycle; proposals, executions and refusals are shown on their own. */
export function decidedCard(decided: Decided, showing: Showing): CardInput {
  const { alerts, strategy, manager, notice } = decided;
  const { asOf, t } = showing;
  showAll(decided, showing);
  const on = strategy?.candleOn ?? asOf;
  return {
    title: t({ en: `Decision on ${on}`, fr: `Décision au ${on}` }),
    lead: t(leadOf(decided, t)),
    lines: [
      ...(notice ? [t(outageWords(notice))] : []),
      ...alerts.map(one => alertLine(one, t)),
      ...(manager && notice?.kind !== 'began' ? managerLines(manager, t) : []),
    ],
  };
}
