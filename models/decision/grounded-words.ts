import type { Text } from '../../config/text.ts';
import type { Decision, Justification } from './decision-answer.ts';
import { saidFigures } from './said-figures.ts';
import { type KnownNames, knownNames, namesStranger, withoutKnownNames } from './said-names.ts';
import type { Snapshot } from './snapshot.ts';
import { isGiven, type KnownFigure, linesOf, snapshotFigures } from './snapshot-figures.ts';

/** What stands where words of a model are not shown. */
export const leftOut: Text = {
  en: '(Left out: a figure or a name that the model was not given.)',
  fr: "(Retiré : un chiffre ou un nom qui n'a pas été donné au modèle.)",
};

/** What the words of a decision are held against. */
export type Grounds = { readonly figures: readonly KnownFigure[]; readonly names: KnownNames };

export const groundsOf = (snapshot: Snapshot, decision: Decision): Grounds => ({
  figures: snapshotFigures(snapshot, decision),
  names: knownNames(linesOf(snapshot), snapshot.instruments),
});

const sentences = (text: string): string[] => text.split(/(?<=[.!?…;])\s+/).filter(one => one.trim() !== '');

/** Days as the snapshot writes them, and series by their names: digits that are no figures. */
const labels = /\b\d{4}-\d{2}-\d{2}\b|\b[a-z]+(?:_[a-z0-9]+)*@\d+[mhdw]\b/gi;

function isGrounded(sentence: string, { figures, names }: Grounds, dated: ReadonlySet<string>): boolean {
  const bare = withoutKnownNames(sentence, names);
  if (namesStranger(bare, names)) return false;
  const counted = bare.replace(labels, label => (label.includes('@') || dated.has(label) ? ' ' : label));
  return saidFigures(counted).every(said => isGiven(said, figures));
}

/** Days that a snapshot speaks of. */
const daysIn = (snapshot: Snapshot): Set<string> =>
  new Set([
    new Date(snapshot.at).toISOString().slice(0, 10),
    ...snapshot.instruments.flatMap(({ frames }) =>
      frames.map(({ closedAt }) => new Date(closedAt).toISOString().slice(0, 10)),
    ),
    ...(linesOf(snapshot)
      .join(' ')
      .match(/\d{4}-\d{2}-\d{2}/g) ?? []),
  ]);

/** The sentences of a text that say nothing which the model was not given, and whether that is all of them. */
export type Grounded = { readonly kept: string; readonly whole: boolean };

/**
 * Reads the words of a decision against what its model was shown. A sentence with a figure that is neither in the
 * snapshot nor follows from it or from the decision's own levels, or with the name of somebody who is not in it, is left
 * out whole: half a sentence would say something else.
 */
export function groundedIn(snapshot: Snapshot, decision: Decision): (text: string) => Grounded {
  const grounds = groundsOf(snapshot, decision);
  const dated = daysIn(snapshot);
  return text => {
    const said = sentences(text.normalize('NFKC'));
    const kept = said.filter(sentence => isGrounded(sentence, grounds, dated));
    return { kept: kept.join(' '), whole: kept.length === said.length };
  };
}

/** The justification as a person may read it: each part in their language's words for what was left out. */
export function shownJustification(
  snapshot: Snapshot,
  decision: Decision,
): Readonly<Record<keyof Justification, Text>> | undefined {
  const { justification } = decision;
  if (!justification) return undefined;
  const read = groundedIn(snapshot, decision);
  const shown = (text: string): Text => {
    const { kept, whole } = read(text);
    return whole ? { en: kept, fr: kept } : { en: `${kept} ${leftOut.en}`.trim(), fr: `${kept} ${leftOut.fr}`.trim() };
  };
  const { situation, reason, riskPlan, fit } = justification;
  return { situation: shown(situation), reason: shown(reason), riskPlan: shown(riskPlan), fit: shown(fit) };
}

/** A thesis as it was kept, in both languages: the model's words stay, what was left out of them is said to each reader. */
export const saidThesis = (thesis: string): Text => ({ en: thesis, fr: thesis.replace(leftOut.en, leftOut.fr) });
