import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defineTool } from './tool.ts';

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
    const folder = join(settings.stateFolder, 'exports');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `decisions-${new Date(wall.now()).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`);
    const calls = decisions.calls.all();
    const lines = calls.map(({ id, at, body }) => {
      const outcomes = body.decisions.flatMap(({ symbol }) => decisions.outcomes.find(`${id}-${symbol}`) ?? []);
      return JSON.stringify({ at, ...body, outcomes });
    });
    const text = lines.map(line => `${line}\n`).join('');
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
    return { path, decisions: calls.length, bytes: Buffer.byteLength(text) };
  },
  show: ({ path, decisions, bytes }, t) => ({
    title: t({ en: 'Decisions exported', fr: 'Décisions exportées' }),
    lead: t({
      en: `${decisions} decision${decisions === 1 ? ' was' : 's were'} written to ${path} (${t.number(bytes, 0)} bytes), one JSON object a line.`,
      fr: `${decisions} décisions écrites dans ${path} (${t.number(bytes, 0)} octets), un objet JSON par ligne.`,
    }),
  }),
});
