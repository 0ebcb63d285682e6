import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { headlineLabels } from './headline-label.ts';
import type { Headline, HeadlineScore, HeadlineScorer } from './headline-scorer.ts';

const Stored = z.object({
  key: z.string(),
  score: z.object({
    score: z.number().min(-1).max(1),
    label: z.enum(headlineLabels),
    by: z.enum(['rules', 'linear', 'language-model', 'none']),
    probability: z.number().exactOptional(),
    weight: z.union([z.literal(0), z.literal(1)]),
  }),
});

/**
 * Any scorer with a memory: a headline that was scored once is not scored again, whoever publishes it. A provisional
 * score is not kept. Kept in a file of JSON lines where a path is given.
 */
export class CachedScorer implements HeadlineScorer {
  readonly name: string;
  readonly #inner: HeadlineScorer;
  readonly #path: string | undefined;
  readonly #known: Map<string, HeadlineScore>;

  constructor(inner: HeadlineScorer, path?: string) {
    this.name = inner.name;
    this.#inner = inner;
    this.#path = path;
    this.#known = path !== undefined && existsSync(path) ? readScores(path) : new Map();
  }

  async score(headlines: readonly Headline[], signal: AbortSignal): Promise<readonly HeadlineScore[]> {
    const asked = headlines.map(headline => ({ headline, key: this.#keyOf(headline) }));
    const fresh = new Map(asked.filter(({ key }) => !this.#known.has(key)).map(({ key, headline }) => [key, headline]));
    const scores = fresh.size > 0 ? await this.#inner.score([...fresh.values()], signal) : [];
    const made = new Map([...fresh.keys()].flatMap((key, i) => pairOf(key, scores[i])));
    this.#keep(made);
    return asked.flatMap(({ key }) => this.#known.get(key) ?? made.get(key) ?? []);
  }

  /** Starts with a line end, so that a line which a crash cut short spoils no other. */
  #keep(made: ReadonlyMap<string, HeadlineScore>): void {
    const lasting = [...made].filter(([, score]) => !score.provisional);
    for (const [key, score] of lasting) this.#known.set(key, score);
    if (this.#path === undefined || lasting.length === 0) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    appendFileSync(this.#path, `\n${lasting.map(([key, score]) => JSON.stringify({ key, score })).join('\n')}\n`);
  }

  #keyOf({ text, language }: Headline): string {
    return createHash('sha256').update(`${this.name}\n${language}\n${text}`).digest('hex');
  }
}

const pairOf = (key: string, score: HeadlineScore | undefined): [string, HeadlineScore][] =>
  score ? [[key, score]] : [];

function readScores(path: string): Map<string, HeadlineScore> {
  const lines = readFileSync(path, 'utf8').split('\n');
  return new Map(
    lines.flatMap(line => {
      const stored = attempt(() => Stored.parse(JSON.parse(line)));
      return stored ? [[stored.key, stored.score] as const] : [];
    }),
  );
}
