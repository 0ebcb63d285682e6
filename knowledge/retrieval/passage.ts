import { z } from 'zod';

/** One text that can be found: an entry of a glossary in one language. */
export const Passage = z.object({
  id: z.string().min(1),
  lang: z.enum(['en', 'fr']),
  term: z.string().min(1),
  /** Other names, and the names in the other language: a question in either language finds it. */
  aliases: z.array(z.string()),
  body: z.string(),
});
export type Passage = z.infer<typeof Passage>;

/** What is embedded of a passage, and what latent semantics learns from. */
export const passageText = ({ term, body }: Pick<Passage, 'term' | 'body'>): string => `${term}. ${body}`;
