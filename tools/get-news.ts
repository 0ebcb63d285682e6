import { z } from 'zod';
import { errorText } from '../config/messages.ts';
import { dayOf } from '../data/candle.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const Item = z.strictObject({
  title: z.string(),
  feed: z.string(),
  link: z.string(),
  publishedAt: z.int(),
  symbols: z.array(z.string()),
  ageHours: z.number(),
  /** From -1 to 1; null where the language is not one that is scored. */
  score: z.number().nullable(),
  label: z.enum(['positive', 'neutral', 'negative']).nullable(),
});
type Item = z.infer<typeof Item>;

const labelWords = {
  positive: { en: 'positive', fr: 'positive' },
  neutral: { en: 'neutral', fr: 'neutre' },
  negative: { en: 'negative', fr: 'négative' },
} as const;

const meanOf = (items: readonly Item[]): number | null => {
  const scores = items.flatMap(one => (one.score === null ? [] : [one.score]));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
};

export const getNews = defineTool({
  name: 'get_news',
  description:
    'Headlines of the last days from the news feeds, about one instrument or all, each scored as positive, neutral or negative.',
  examples: [
    'Any news about Bitcoin?',
    'latest headlines',
    'What are the news on Apple today?',
    'is the news on Tesla good or bad?',
    'What do the headlines say today?',
    'what is new in the press?',
    'What is new on the markets?',
    'What is being said about Tesla?',
    'show me the news of the market',
    'Quelles sont les nouvelles du Bitcoin ?',
    'derniers titres de presse',
    'actualités sur Apple',
    'les nouvelles de Tesla sont-elles bonnes ?',
    'Quoi de neuf dans la presse ?',
    'Que disent les gros titres ?',
    'Quelles sont les infos du jour ?',
    'Que dit-on de Tesla ?',
    'as-tu des infos sur Tesla ?',
    'montre-moi les actualités de la bourse',
  ],
  effect: 'read',
  taints: true,
  input: z.object({
    symbol: SymbolSlot.optional().describe('Only headlines that name this instrument'),
    days: z.int().min(1).max(30).default(3).describe('How many days back'),
  }),
  output: z.strictObject({
    symbol: z.string().optional(),
    days: z.int(),
    items: z.array(Item),
    found: z.int(),
    meanScore: z.number().nullable(),
    faults: z.array(z.strictObject({ feed: z.string(), why: z.strictObject({ en: z.string(), fr: z.string() }) })),
  }),
  async run({ symbol: given, days }, { outside, wall, market, registry, settings, signal, reference }) {
    const symbol = given === undefined ? undefined : market.instrument(given).symbol;
    const { faults } = await outside.newsReader.refresh(signal);
    const now = wall.now();
    const stored = outside.newsStore
      .between(now - days * dayMs, now + 1)
      .filter(item => symbol === undefined || item.symbols.includes(symbol))
      .reverse();
    const shown = stored.slice(0, 40);
    const scored = shown.flatMap(({ title, language }) => (language === null ? [] : [{ text: title, language }]));
    const scores = await outside.scorer.score(scored, signal);
    const scoreOf = new Map(scored.map(({ text }, i) => [text, scores[i]]));
    const feeds = settings.outside.news.feeds.map(({ name }) => name);
    const items = shown.map(({ title, feed, link, publishedAt, availableAt, symbols }): Item => {
      const score = scoreOf.get(title);
      return {
        title,
        // Feed and symbols reach the model: only names of our own lists.
        feed: feeds.includes(feed) ? feed : '–',
        link,
        publishedAt: publishedAt ?? availableAt,
        symbols: symbols.filter(one => registry.find(one)?.symbol === one),
        ageHours: Math.round((now - (publishedAt ?? availableAt)) / hourMs),
        score: score ? score.score * score.weight : null,
        label: score?.label ?? null,
      };
    });
    return {
      ...(symbol === undefined ? {} : { symbol }),
      days,
      items,
      found: stored.length,
      meanScore: meanOf(items),
      faults: faults.map(({ feed, error }) => ({ feed, why: errorText(error, reference()) })),
    };
  },
  say: ({ items, faults, ...rest }) =>
    JSON.stringify({
      ...rest,
      note: 'The person sees the titles on the card; you see what they are. Name a headline by its number.',
      headlines: items
        .slice(0, 12)
        .map(({ label, ageHours, feed, symbols }, i) => ({ number: i + 1, label, ageHours, feed, symbols })),
      feedsThatFailed: faults.map(one => one.feed),
    }),
  show({ symbol, days, items, found, meanScore, faults }, t) {
    const about = symbol === undefined ? '' : t({ en: ` that name ${symbol}`, fr: ` qui citent ${symbol}` });
    const mood =
      meanScore === null
        ? ''
        : t({
            en: ` Their mean score is ${t.number(meanScore)} on a scale from -1 to 1.`,
            fr: ` Leur score moyen est de ${t.number(meanScore)} sur une échelle de -1 à 1.`,
          });
    return {
      title: t({ en: 'News', fr: 'Actualités' }),
      lead: t({
        en: `Headlines of the last ${days} days${about}: ${found}.${mood}`,
        fr: `Titres des ${days} derniers jours${about} : ${found}.${mood}`,
      }),
      lines: faults.map(({ feed, why }) =>
        t({ en: `${feed} could not be read: ${why.en}`, fr: `${feed} n'a pas pu être lu : ${why.fr}` }),
      ),
      ...(items.length === 0
        ? {}
        : {
            table: {
              columns: [
                t({ en: 'Day', fr: 'Jour' }),
                t({ en: 'Headline', fr: 'Titre' }),
                t({ en: 'Tone', fr: 'Tonalité' }),
                t({ en: 'Feed', fr: 'Source' }),
              ],
              rows: items
                .slice(0, 12)
                .map(({ publishedAt, title, label, feed }) => [
                  dayOf(publishedAt),
                  title,
                  label === null ? '–' : t(labelWords[label]),
                  feed,
                ]),
            },
          }),
      sources: [...new Set(items.slice(0, 12).map(one => one.link))].slice(0, 5),
      footnote: t({
        en: 'Scores come from word rules and a small linear model: they judge the words, not the market.',
        fr: 'Les scores viennent de règles sur les mots et d’un petit modèle linéaire : ils jugent les mots, pas le marché.',
      }),
    };
  },
  command: { en: 'news', fr: 'actualites' },
});
