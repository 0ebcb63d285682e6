import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { QuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import { type Text, type Translate, translateTo } from '../../config/text.ts';
import { readChange } from '../commands/desk-commands.ts';
import type { Change } from '../desk/change.ts';
import type { Proposal } from '../desk/proposal.ts';

const mostTitle = 45;
const mostCharacters = 20;

const fields = ['quantity', 'stop', 'target'] as const;
type Field = (typeof fields)[number];

const labels: Readonly<Record<Field, Text>> = {
  quantity: { en: 'Quantity', fr: 'Quantité' },
  stop: { en: 'Stop', fr: 'Stop' },
  target: { en: 'Target', fr: 'Objectif' },
};

/** The figures that stand in the form when it opens. */
function figuresOf({ draft, verdict }: Proposal): Readonly<Record<Field, string>> {
  const said = (figure: number | undefined) => (figure === undefined ? '' : String(figure));
  return { quantity: said(verdict.order?.quantity), stop: said(draft.stop), target: said(draft.target) };
}

/** The form in which a proposal is changed. Its id is the code of the button that opens it. */
export function editForm(
  code: string,
  proposal: Proposal,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const t = translateTo(language);
  const figures = figuresOf(proposal);
  return {
    custom_id: code,
    title: t({ en: `Change ${proposal.id}`, fr: `Modifier ${proposal.id}` }).slice(0, mostTitle),
    components: fields.map(field => ({
      type: ComponentType.ActionRow as const,
      components: [
        {
          type: ComponentType.TextInput as const,
          style: TextInputStyle.Short as const,
          custom_id: field,
          label: t(labels[field]),
          required: false,
          max_length: mostCharacters,
          ...(figures[field] === '' ? {} : { value: figures[field] }),
        },
      ],
    })),
  };
}

const unreadable = (field: Field, said: string): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `${labels[field].en}: "${said}" is no figure. Nothing was changed. Write for example 2700 or 2,700.50.`,
    fr: `${labels[field].fr} : « ${said} » n'est pas un nombre. Rien n'est changé. Écrivez par exemple 2700 ou 2 700,50.`,
  });

const same = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: 'Nothing was changed: the figures are those of the card.',
    fr: "Rien n'est changé : les chiffres sont ceux de la carte.",
  });

/**
 * What a person changed in the form; a field that was emptied or left as it was stays.
 * @throws QuaestorError `user.bad-request` on a figure that cannot be read, or where nothing differs
 */
export function formChange(proposal: Proposal | undefined, written: (field: Field) => string): Change {
  const before = proposal ? figuresOf(proposal) : undefined;
  const changes = fields.flatMap(field => {
    const said = written(field).trim();
    if (said === '' || said === before?.[field]) return [];
    if (!/^[$€]?\d[\d\s.,'’]*[$€]?$/u.test(said)) throw unreadable(field, said);
    return [readChange(`${field} ${said.replaceAll(/[$€'’]/g, '')}`)];
  });
  if (changes.length === 0) throw same();
  return Object.assign({}, ...changes);
}

/** Said where a press came too late to be acted upon. */
export const missedPress = (t: Translate): string =>
  t({
    en: 'Discord brought me your press too late, so I did nothing. Please press again.',
    fr: "Discord m'a transmis votre appui trop tard, je n'ai donc rien fait. Appuyez de nouveau, s'il vous plaît.",
  });
