import { z } from 'zod';
import { verifyChain } from '../data/ledger-chain.ts';
import { defineTool } from './tool.ts';
import { writeExport } from './write-export.ts';

export const exportAudit = defineTool({
  name: 'export_audit',
  description:
    'Writes the whole audit log, every row with its hash, as JSON lines after verifying its chain. For admins. verify_audit checks such a file.',
  examples: [
    'export the audit log',
    'write the audit log to a file',
    'save the ledger to a file for the auditor',
    'export the ledger',
    "exporte le journal d'audit",
    "écris le journal d'audit dans un fichier",
    "sauvegarde le registre dans un fichier pour l'auditeur",
    'exporte le registre',
  ],
  effect: 'admin',
  account: true,
  input: z.object({}),
  output: z.strictObject({ path: z.string(), rows: z.int(), hash: z.string() }),
  run(_input, { audit, settings, wall }) {
    const { rows: stored, head } = audit();
    const { rows, hash } = verifyChain(stored, head);
    const { path } = writeExport({ settings, wall }, 'audit', stored);
    return { path, rows, hash };
  },
  show: ({ path, rows, hash }, t) => ({
    title: t({ en: 'Audit log exported', fr: "Journal d'audit exporté" }),
    lead: t({
      en: `${rows} rows were verified and written to ${path}.`,
      fr: `${rows} lignes vérifiées et écrites dans ${path}.`,
    }),
    lines: [
      t({
        en: `Keep the last hash apart from the file: ${hash}. With it, a file cut at its end shows too.`,
        fr: `Gardez le dernier condensat à part du fichier : ${hash}. Avec lui, un fichier coupé à la fin se voit aussi.`,
      }),
    ],
  }),
});
