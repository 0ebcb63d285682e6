import { z } from 'zod';

/** Parameter of a rule that may stand on both sides: 0 long or flat, 1 long or short. */
export const OrShort = z.int().min(0).max(1).default(0);
