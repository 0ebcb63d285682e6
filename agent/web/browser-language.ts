import type { Context } from 'hono';
import type { Language } from '../../config/settings.ts';

/** The language that a browser asks for first; undefined where it is none of ours. */
export const browserLanguage = ({ req }: Context): Language | undefined => {
  const first = (req.header('accept-language') ?? '').slice(0, 2).toLowerCase();
  return first === 'fr' || first === 'en' ? first : undefined;
};
