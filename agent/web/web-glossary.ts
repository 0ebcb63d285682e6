import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { GlossaryEntry } from '../../knowledge/glossary/entry.ts';
import type { Person } from '../people.ts';
import { type Route, route } from './api-route.ts';
import type { WebWorld } from './web-world.ts';

const Named = z.strictObject({ term: z.string(), aliases: z.array(z.string()) });
const Listed = z.strictObject({ id: z.string(), en: Named, fr: Named });

const glossaryOf = ({ agent }: WebWorld, person: Person) =>
  agent.parts.contextFor(person, new AbortController().signal, () => agent.reference()).glossary();

/** The glossary to browse, in both languages: the page searches the names, and asks for one entry at a time. */
export const glossaryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/glossary',
    about: 'The names of all terms, in both languages.',
    access: 'read',
    replies: { 'application/json': z.array(Listed) },
    answer({ context, world, person }) {
      const terms = glossaryOf(world, person())
        .entries()
        .map(({ id, en, fr }) => ({
          id,
          en: { term: en.term, aliases: en.aliases },
          fr: { term: fr.term, aliases: fr.aliases },
        }));
      return context.json(terms);
    },
  }),
  route({
    method: 'get',
    path: '/api/glossary/{id}',
    about: 'One term, explained at two or three levels in both languages.',
    access: 'read',
    replies: { 'application/json': GlossaryEntry },
    answer({ context, world, person }) {
      const id = context.req.param('id') ?? '';
      const entry = glossaryOf(world, person()).entry(id);
      if (entry) return context.json(entry);
      throw new QuaestorError('tool.not-found', {
        en: `The glossary has no term "${id}".`,
        fr: `Le glossaire n'a pas de terme « ${id} ».`,
      });
    },
  }),
];
