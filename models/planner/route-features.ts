import { Sentence } from './sentence.ts';

/** Words that stand in every sentence and tell nothing of what it is about. */
const common = new Set(
  'a an the of to in on for is are be it its this that me my i you your do does did can could would will with and or at by from as please just so now up le la les l un une des d de du au aux en et ou est sont ce cet cette ca je tu il elle on nous vous te toi moi m t s n y pour par sur dans avec qu que qui se sa son ses mon ma mes ai as a ont stp svp what how much quel quelle quels quelles combien comment show give montre donne affiche want veux le'.split(
    ' ',
  ),
);

/** Features of a sentence for the router: words, stems of long words, pairs of neighbours, and how it begins. */
export const routeFeatures = {
  ofTokens(tokens: readonly string[]): string[] {
    const found = new Set<string>();
    let before = '^';
    for (const token of tokens) {
      found.add(token);
      if (token.length >= 6 && !token.startsWith('<')) found.add(`${token.slice(0, 5)}~`);
      found.add(`${before} ${token}`);
      before = token;
    }
    found.add(`${before} $`);
    return [...found];
  },

  /** Features of a sentence that was read and split into mentions. */
  of: (sentence: Sentence): string[] => routeFeatures.ofTokens(Sentence.tokens(sentence)),

  isCommon: (token: string): boolean => common.has(token),
} as const;
