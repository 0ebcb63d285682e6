import { readFileSync } from 'node:fs';
import type { Language } from '../../config/settings.ts';
import { headlineLabels } from './headline-label.ts';
import { HeadlineModel } from './headline-model.ts';
import { ruleScore } from './headline-rules.ts';
import type { HeadlineScore } from './headline-scorer.ts';

const sureFrom = 0.5;
const weightsFile = new URL('./headline-weights.bin', import.meta.url);
let shipped: HeadlineModel | undefined;

/** The model whose weights lie beside this file, read once. */
export function shippedHeadlineModel(): HeadlineModel {
  shipped ??= HeadlineModel.from(readFileSync(weightsFile));
  return shipped;
}

export type CascadeOptions = {
  /** From which chance on the linear model is believed. */
  linearProbability?: number;
  model?: HeadlineModel;
};

function linearScore(headline: string, model: HeadlineModel, linearProbability: number): HeadlineScore {
  const chances = model.chances(model.vector(headline));
  const [negative = 0, , positive = 0] = chances;
  const probability = Math.max(...chances);
  const label = headlineLabels[chances.indexOf(probability)] ?? 'neutral';
  return probability >= linearProbability
    ? { score: positive - negative, label, by: 'linear', probability, weight: 1 }
    : { score: 0, label: 'neutral', by: 'none', probability, weight: 1 };
}

/**
 * The offline score of a headline: the rules where they are sure, else the linear model where its chance is high enough,
 * else neutral. The linear model has learned English alone.
 */
export function scoreHeadline(
  headline: string,
  language: Language,
  { linearProbability = 0.6, model }: CascadeOptions = {},
): HeadlineScore {
  const score = ruleScore(headline, language);
  if (Math.abs(score) >= sureFrom) {
    return { score, label: score > 0 ? 'positive' : 'negative', by: 'rules', weight: 1 };
  }
  return language === 'en'
    ? linearScore(headline, model ?? shippedHeadlineModel(), linearProbability)
    : { score: 0, label: 'neutral', by: 'none', weight: 1 };
}

const clauseEnds: Record<Language, RegExp> = {
  en: /[,;:]\s|\s(?:but|while|as|after|despite|on|amid|whereas)\s/i,
  fr: /[,;:]\s|\s(?:mais|tandis que|alors que|après|malgré|pendant que|quand)\s/i,
};

/** The clauses of a headline that hold a name, as one text; the whole headline where none does. */
function clausesOf(headline: string, name: string, language: Language): string {
  const own = headline.split(clauseEnds[language]).filter(clause => clause.includes(name));
  return own.length > 0 ? own.join(', ') : headline;
}

/**
 * What a headline says of one of the names in it: the score of the clauses that hold the name where somebody is sure of
 * them, else that of the whole headline.
 */
export function scoreEntity(
  headline: string,
  name: string,
  language: Language,
  options: CascadeOptions = {},
): HeadlineScore {
  const own = scoreHeadline(clausesOf(headline, name, language), language, options);
  return own.by === 'none' ? scoreHeadline(headline, language, options) : own;
}
