import { z } from 'zod';
import { Language } from '../../config/settings.ts';
import { aboutTool } from '../channels/about-tool.ts';
import { commands } from '../commands.ts';
import { mayUse } from '../people.ts';
import { type Route, route } from './api-route.ts';

const CommandShown = z.strictObject({
  /** In the reader's language, without the slash. */
  name: z.string(),
  /** In the other language, which is understood as well. */
  other: z.string(),
  /** What it does, or, of a tool, what it can be asked. */
  about: z.string(),
});
export type CommandShown = z.infer<typeof CommandShown>;

/** The commands that can be typed, for the list that opens at a slash. */
export const commandRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/commands',
    about: 'The commands that the person can type, each in one line.',
    access: 'read',
    query: z.object({ language: Language.optional() }),
    replies: { 'application/json': z.array(CommandShown) },
    answer({ context, world, person: personOf }) {
      const person = personOf();
      const { language } = person;
      const other = language === 'en' ? 'fr' : 'en';
      const own = commands.map(one => ({ name: one[language], other: one[other], about: one.about[language] }));
      const ofTools = world.agent.parts.tools.flatMap(tool =>
        tool.command && mayUse(person, tool)
          ? [{ name: tool.command[language], other: tool.command[other], about: aboutTool(tool)[language] }]
          : [],
      );
      return context.json([...own, ...ofTools].sort((a, b) => a.name.localeCompare(b.name, language)));
    },
  }),
];
