import { button, element } from './element.ts';
import { keepFocus } from './keep-focus.ts';
import type { Reader } from './reader.ts';
import { Refused, type Replay, server } from './server.ts';
import { viewWords } from './view-words.ts';

/** Market seconds per second. */
const speeds = [
  { value: 1, text: viewWords.realTime },
  { value: 1440, text: viewWords.dayPerMinute },
  { value: 8640, text: viewWords.dayPerTenSeconds },
  { value: 86_400, text: viewWords.dayPerSecond },
] as const;

type Change = Parameters<typeof server.setReplay>[0];

/** The clock of a replay: where it stands, how fast it runs, and moving it on. Where prices are no replay, it says so. */
export function replayControl(replay: Replay, reader: Reader, moved: () => void): HTMLElement {
  const place = element('div', { class: 'replay' });
  const show = ({ provider, replay: at }: Replay): void => {
    if (at) keepFocus(place, () => place.replaceChildren(...controls(at)));
    else place.replaceChildren(element('p', { class: 'muted' }, `${reader.t(viewWords.noReplay)} ${provider}.`));
  };
  const problem = element('p', { class: 'card-error', role: 'alert' });
  const change = async (wanted: Change): Promise<void> => {
    problem.textContent = '';
    try {
      show(await server.setReplay(wanted));
      moved();
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      problem.textContent = thrown.message;
    }
  };
  const speedPicker = (speed: number): HTMLElement => {
    const { t } = reader;
    const known = speeds.some(({ value }) => value === speed);
    const select = element(
      'select',
      { id: 'replay-speed' },
      known ? undefined : element('option', { value: String(speed), selected: true }, `${t.number(speed, 0)}×`),
      ...speeds.map(({ value, text }) =>
        element('option', { value: String(value), selected: value === speed }, t(text)),
      ),
    );
    select.addEventListener('change', () => void change({ speed: Number(select.value) }));
    return element('p', { class: 'field-row' }, element('label', { for: 'replay-speed' }, t(viewWords.speed)), select);
  };
  const jump = (at: number): HTMLElement => {
    const { t } = reader;
    const day = element('input', { id: 'replay-day', type: 'date', value: t.day(at + 86_400_000) });
    const go = button(t(viewWords.go), { class: 'quiet' }, () => void change({ to: day.value }));
    return element('p', { class: 'field-row' }, element('label', { for: 'replay-day' }, t(viewWords.jumpTo)), day, go);
  };
  const controls = ({ at, speed, paused }: NonNullable<Replay['replay']>): HTMLElement[] => {
    const { t } = reader;
    const toggle = () => void change({ paused: !paused });
    return [
      element(
        'p',
        { class: 'field-row' },
        element('span', {}, `${t(viewWords.replayAt)} `, element('time', {}, t.day(at))),
        button(t(paused ? viewWords.resume : viewWords.pause), { class: 'quiet' }, toggle),
      ),
      speedPicker(speed),
      jump(at),
      problem,
    ];
  };
  show(replay);
  return place;
}
