import { z } from 'zod';
import { defineTool } from './tool.ts';
import { writeExport } from './write-export.ts';

export const exportDecisions = defineTool({
  name: 'export_decisions',
  description:
    'Writes every decision of the portfolio manager as JSON lines: snapshot, prompt, raw answers, parsed decisions, outcome. For admins.',
  examples: [
    'export the decisions',
    'export all decisions as JSON lines',
    'write the decision records to a file',
    'save the decision log to a file',
    'exporte les décisions',
    'exporte toutes les décisions en lignes JSON',
    'écris les décisions dans un fichier',
    'sauvegarde le journal des décisions dans un fichier',
  ],
  effect: 'admin',
  account: true,
  input: z.object({}),
  output: z.strictObject({ path: z.string(), decisions: z.int(), bytes: z.int() }),
  run(_input, { decisions, settings, wall }) {
    const calls = decisions.calls.all();
    const rows = calls.map(({ id, at, body }) => {
      const outcomes = body.decisions.flatMap(({ symbol }) => decisions.outcomes.find(`${id}-${symbol}`) ?? []);
      return { at, ...body, outcomes };
    });
    return { ...writeExport({ settings, wall }, 'decisions', rows), decisions: calls.length };
  },
  show: ({ path, decisions, bytes }, t) => ({
    title: t({ en: 'Decisions exported', fr: 'Décisions exportées' }),
    lead: t({
      en: `${decisions} decision${decisions === 1 ? ' was' : 's were'} written to ${path} (${t.number(bytes, 0)} bytes), one JSON object a line.`,
      fr: `${decisions} décisions écrites dans ${path} (${t.number(bytes, 0)} octets), un objet JSON par ligne.`,
    }),
  }),
});
