import type { Change } from '../desk/change.ts';
import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import type { Order } from './server.ts';
import { words } from './words.ts';

const fields = ['quantity', 'stop', 'target'] as const;

export type EditActs = { submit(change: Change): void; cancel(): void };

let forms = 0;

/** Quantity, stop and target of a proposal to be changed. What is left as it was is not sent. */
export function editForm(order: Order, { t }: Pick<Reader, 't'>, { submit, cancel }: EditActs): HTMLFormElement {
  forms += 1;
  const problem = element('p', { class: 'card-error', role: 'alert', hidden: true });
  const inputs = fields.map(name => {
    const id = `edit-${forms}-${name}`;
    const value = order[name];
    const input = element('input', {
      id,
      name,
      type: 'number',
      step: 'any',
      min: '0',
      inputmode: 'decimal',
      value: value === undefined ? undefined : String(value),
    });
    return { name, input, label: element('label', { for: id }, t(words[name])) };
  });
  const form = element(
    'form',
    { class: 'edit-form', novalidate: true, 'aria-label': `${t(words.edit)} ${order.id}` },
    element('div', { class: 'edit-fields' }, ...inputs.map(({ label, input }) => element('div', {}, label, input))),
    problem,
    element(
      'div',
      { class: 'edit-buttons' },
      element('button', { type: 'submit', class: 'decide approve' }, t(words.saveEdit)),
      button(t(words.cancel), { class: 'decide' }, cancel),
    ),
  );
  form.addEventListener('submit', event => {
    event.preventDefault();
    const changed = inputs.flatMap(({ name, input }) =>
      input.value === '' || Number(input.value) === order[name] ? [] : [[name, Number(input.value)] as const],
    );
    const wrong = changed.some(([, value]) => !(value > 0));
    problem.hidden = changed.length > 0 && !wrong;
    problem.textContent = t(wrong ? words.wrongNumber : words.nothingChanged);
    if (problem.hidden) submit(Object.fromEntries(changed));
  });
  form.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  });
  return form;
}
