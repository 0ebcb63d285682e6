import { z } from 'zod';

/** How much the asker knows. */
export const Level = z.enum(['beginner', 'intermediate', 'expert']);
export type Level = z.infer<typeof Level>;

const Wording = z.strictObject({
  term: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  beginner: z.string().min(20),
  intermediate: z.string().min(20),
  /** Where the term has more to say than fits the second level. */
  expert: z.string().min(20).optional(),
  /** Worked, with numbers. */
  example: z.string().min(10),
  /** What people get wrong, in one or two sentences. */
  pitfalls: z.string().min(10),
});

/** One term of the glossary, explained at two or three levels in both languages. */
export const GlossaryEntry = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    en: Wording,
    fr: Wording,
    formula: z.string().optional(),
    /** Ids of the terms that have to be understood first: a lesson teaches them before this one. */
    needs: z.array(z.string()).optional(),
    related: z.array(z.string()),
    source: z.string(),
    reference: z.string().optional(),
  })
  .refine(({ en, fr }) => (en.expert === undefined) === (fr.expert === undefined), {
    message: 'expert stands in both languages or in neither',
  });
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;
