import type { Language } from '../../config/settings.ts';
import type { HeadlineLabel } from './headline-label.ts';

export type HeadlineScore = {
  /** From -1, bad for its subject, to 1, good. */
  readonly score: number;
  readonly label: HeadlineLabel;
  /** Who decided; `none` where nobody was sure, so that the headline counts as neutral. */
  readonly by: 'rules' | 'linear' | 'language-model' | 'none';
  /** Chance of the label, where the linear model gave one. */
  readonly probability?: number;
  /** 0 where the language model and the offline scorer disagree on the sign: the headline then counts for nothing. */
  readonly weight: 0 | 1;
  /** Stands in for a language model that could not answer this time: worth asking for again. */
  readonly provisional?: true;
};

export type Headline = { readonly text: string; readonly language: Language };

/** The port to whoever scores headlines. One score per headline, in their order. */
export interface HeadlineScorer {
  readonly name: string;
  score(headlines: readonly Headline[], signal: AbortSignal): Promise<readonly HeadlineScore[]>;
}
