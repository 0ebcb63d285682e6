import { styleText } from 'node:util';
import type { Card } from '../../tools/card.ts';

/** How the pieces of a card's text are coloured; what a person reads never hangs on it. */
export type Paint = {
  title(text: string, tone: Card['tone']): string;
  /** A line of words and figures. */
  line(text: string): string;
  /** A cell, padded to the width of its column, with what it is the value of: names of the column and of the row. */
  cell(text: string, names: readonly string[]): string;
  /** Sources, footnotes and the names of columns. */
  quiet(text: string): string;
};

const same = (text: string): string => text;

/** No colours: for pipes, files and whoever does not want them. */
export const plain: Paint = { title: same, line: same, cell: same, quiet: same };

type Style = Parameters<typeof styleText>[0];

/** Whether there is somebody to see the colours was decided before. */
const styled = (style: Style, text: string): string => styleText(style, text, { validateStream: false });

const tones: Readonly<Record<Card['tone'], Style>> = {
  neutral: 'bold',
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
};

/** A figure with its sign: no day, no range, no id such as P-1. */
const signed = /(?<![\p{L}\d.,/])[+\u2212-]\$?\d[\d.,\u00A0\u202F]*(?:[\u00A0\u202F]?[%$])?/gu;

const signedStyle = (figure: string): Style => (figure.startsWith('+') ? 'green' : 'red');

/** What is a gain where it has no sign. */
const results = /^(profit|result|résultat|return|rendement)(?! factor)\b/iu;

/** A figure other than nought. */
const someFigure = /^\$?(?=.*[1-9])\d[\d\s.,]*[%$]?$/u;

export const colours: Paint = {
  title: (text, tone) => styled(tones[tone], text),
  line: text => text.replace(signed, figure => styled(signedStyle(figure), figure)),
  cell(text, names) {
    const figure = text.trim();
    if (someFigure.test(figure) && names.some(name => results.test(name))) {
      return text.replace(figure, () => styled('green', figure));
    }
    return text.replace(signed, figure => styled(signedStyle(figure), figure));
  },
  quiet: text => (text === '' ? text : styled('dim', text)),
};

/** Colours where a terminal shows them and nobody declined them. Source of the variable: no-color.org */
export const paintFor = (output: object, environment: NodeJS.ProcessEnv = process.env): Paint =>
  'isTTY' in output && output.isTTY === true && !environment.NO_COLOR ? colours : plain;
