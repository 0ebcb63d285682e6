import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { StoredRow, verifyChain } from '../data/ledger-chain.ts';
import { defineTool } from './tool.ts';

/** Rows of an exported file. @throws QuaestorError `data.bad-file` naming the file and the line */
function readRows(path: string): StoredRow[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new QuaestorError('data.bad-file', `Cannot read the audit file "${path}": ${reason}`, { path }, cause);
  }
  const lines = text.split('\n').filter(line => line !== '');
  return lines.map((line, i) => {
    try {
      return StoredRow.parse(JSON.parse(line));
    } catch (cause) {
      throw new QuaestorError(
        'data.bad-file',
        {
          en: `Line ${i + 1} of "${path}" is no row of an audit log: export_audit writes one JSON object a line.`,
          fr: `La ligne ${i + 1} de « ${path} » n'est pas une ligne de journal d'audit : export_audit écrit un objet JSON par ligne.`,
        },
        { path, line: i + 1 },
        cause,
      );
    }
  });
}

export const verifyAudit = defineTool({
  name: 'verify_audit',
  description:
    'Recomputes the hash chain of the audit log, or of an exported file: finds the first row that was changed or is missing. For admins.',
  examples: [
    'verify the audit log',
    'check the audit chain',
    'is the ledger intact?',
    'verify the audit file --path exports/audit.jsonl',
    "vérifie le journal d'audit",
    "contrôle la chaîne d'audit",
    'le registre est-il intact ?',
    "vérifie le fichier d'audit --path exports/audit.jsonl",
  ],
  effect: 'admin',
  account: true,
  input: z.object({
    path: z
      .string()
      .min(1)
      .max(400)
      .optional()
      .describe('An exported file; the ledger itself when left out')
      .meta({ slot: 'path' }),
    hash: z.string().max(64).optional().describe('The hash that the last row must have'),
  }),
  output: z.strictObject({
    intact: z.boolean(),
    /** Of an intact chain. */
    rows: z.int().optional(),
    hash: z.string().optional(),
    /** The first row that was changed or is missing. */
    brokenAt: z.int().optional(),
    /** The hash that was asked for, where the last one is another. */
    wanted: z.string().optional(),
    path: z.string().optional(),
  }),
  run({ path, hash: wanted }, { audit }) {
    const where = path === undefined ? {} : { path };
    try {
      const kept = path === undefined ? audit() : { rows: readRows(path), head: undefined };
      const { rows, hash } = verifyChain(kept.rows, kept.head);
      const same = wanted === undefined || wanted === hash;
      return { intact: same, rows, hash, ...(same ? {} : { wanted }), ...where };
    } catch (thrown) {
      if (!(thrown instanceof QuaestorError) || thrown.code !== 'ledger.broken-chain') throw thrown;
      return { intact: false, brokenAt: Number(thrown.details.sequence), ...where };
    }
  },
  show({ intact, rows, hash, brokenAt, wanted, path }, t) {
    const of = path === undefined ? { en: '', fr: '' } : { en: ` of ${path}`, fr: ` de ${path}` };
    if (intact) {
      return {
        title: t({ en: 'Audit log verified', fr: "Journal d'audit vérifié" }),
        lead: t({
          en: `All ${rows} rows${of.en} are as they were written. Last hash: ${hash}.`,
          fr: `Les ${rows} lignes${of.fr} sont telles qu'elles furent écrites. Dernier condensat : ${hash}.`,
        }),
        tone: 'good',
      };
    }
    return {
      title: t({ en: 'The audit log is broken', fr: "Le journal d'audit est rompu" }),
      lead:
        brokenAt === undefined
          ? t({
              en: `The ${rows} rows${of.en} hold together, but the last hash is ${hash} and not ${wanted}: rows at the end are missing or were added.`,
              fr: `Les ${rows} lignes${of.fr} se tiennent, mais le dernier condensat est ${hash} et non ${wanted} : des lignes manquent à la fin ou ont été ajoutées.`,
            })
          : t({
              en: `Row ${brokenAt}${of.en} was changed or is missing; the rows before it are as they were written.`,
              fr: `La ligne ${brokenAt}${of.fr} a été modifiée ou manque ; les lignes d'avant sont telles qu'elles furent écrites.`,
            }),
      tone: 'bad',
    };
  },
});
