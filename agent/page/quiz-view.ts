import type { QuizTopic } from '../../knowledge/quiz/topics.ts';
import type { Card } from '../../tools/card.ts';
import { topicNames } from '../../tools/quiz-words.ts';
import { type CardWorld, cardView } from './card-view.ts';
import { button, element } from './element.ts';
import { keepFocus } from './keep-focus.ts';
import { server, type ToolAnswer } from './server.ts';
import type { View } from './view.ts';
import { viewWords } from './view-words.ts';

const topics = Object.keys(topicNames) as QuizTopic[];
const letters: readonly string[] = ['a', 'b', 'c', 'd'];

type Question = {
  definition: { en: string; fr: string };
  options: { en: string; fr: string }[];
};

/** The open question of an answer; undefined for a verdict and for a failure. */
const questionOf = ({ ok, output }: ToolAnswer): Question | undefined =>
  ok ? (output as { question?: Question }).question : undefined;

/** The quiz: the same questions, boxes and scores as in the chat. */
export function quizView(world: CardWorld): View {
  const { reader } = world;
  let topic = '';
  const play = (args: Readonly<Record<string, string>>) => server.tool('take_quiz', args, reader.language);

  const topicPicker = (changed: () => void): HTMLElement => {
    const { t } = reader;
    const select = element(
      'select',
      { id: 'quiz-topic' },
      element('option', { value: '' }, t(viewWords.anyTopic)),
      ...topics.map(one => element('option', { value: one, selected: one === topic }, topicWord(one))),
    );
    select.addEventListener('change', () => {
      topic = select.value;
      changed();
    });
    return element('p', { class: 'quiz-topic' }, element('label', { for: 'quiz-topic' }, t(viewWords.topic)), select);
  };
  const topicWord = (one: QuizTopic): string => {
    const word = reader.t(topicNames[one]);
    return word.charAt(0).toUpperCase() + word.slice(1);
  };

  const ask = async (place: HTMLElement, args: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await play(args);
    const question = questionOf(answer);
    const shown = question ? questionView(question, place) : answer.card && verdictView(answer.card, place);
    if (shown) keepFocus(place, () => place.replaceChildren(shown));
  };
  const next = (place: HTMLElement) => ask(place, topic === '' ? {} : { topic });

  const questionView = ({ definition, options }: Question, place: HTMLElement): HTMLElement => {
    const { language } = reader;
    const buttons = options.map((option, i) => {
      const letter = letters[i] ?? 'a';
      const press = button('', { class: 'option' }, () => {
        for (const one of buttons) one.disabled = true;
        void ask(place, { answer: letter }).then(() => focusFirst(place));
      });
      press.append(element('kbd', {}, letter.toUpperCase()), element('span', {}, option[language]));
      return press;
    });
    return element(
      'div',
      { class: 'card question' },
      element('p', { class: 'definition' }, definition[language]),
      element('div', { class: 'options' }, ...buttons),
    );
  };
  const verdictView = (card: Card, place: HTMLElement): HTMLElement =>
    element(
      'div',
      { role: 'status' },
      cardView({ ...card, actions: [] }, world),
      button(
        reader.t(viewWords.nextQuestion),
        { class: 'decide approve next' },
        () => void next(place).then(() => focusFirst(place)),
      ),
    );

  return {
    name: 'quiz',
    icon: 'quiz',
    label: viewWords.quiz,
    title: viewWords.quiz,
    async make() {
      const place = element('div', { class: 'quiz' });
      await next(place);
      place.addEventListener('keydown', event => pressLetter(place, event));
      const picker = topicPicker(() => void next(place));
      return [element('p', { class: 'muted' }, reader.t(viewWords.quizAbout)), picker, place];
    },
  };
}

const focusFirst = (place: HTMLElement): void => place.querySelector('button')?.focus();

/** A letter answers, while the question has the focus. */
function pressLetter(place: HTMLElement, { key }: KeyboardEvent): void {
  const at = letters.indexOf(key.toLowerCase());
  if (at >= 0) place.querySelectorAll<HTMLButtonElement>('.option')[at]?.click();
}
