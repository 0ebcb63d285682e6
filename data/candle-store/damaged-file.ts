import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';

function reasonOf(cause: unknown): string {
  const [issue] = cause instanceof z.ZodError ? cause.issues : [];
  if (issue) return `"${issue.path.join('.')}": ${issue.message}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/** The error of a stored file that cannot be read: what somebody can do is to bring the history in again. */
export function damagedFile(path: string, cause: unknown): QuaestorError {
  const why = reasonOf(cause);
  return new QuaestorError(
    'data.bad-file',
    {
      en: `"${path}" is damaged (${why}). Import this history again: that replaces it.`,
      fr: `« ${path} » est endommagé (${why}). Importez de nouveau cet historique : il sera remplacé.`,
    },
    { path },
    cause,
  );
}
