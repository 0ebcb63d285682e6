import { z } from 'zod';

/** A whole number of rows, `usual` where none is given. */
export const rows = (usual: number, atLeast = 1) => z.int().min(atLeast).max(5000).default(usual);

/** The parameters of a kernel that has none. */
export const noParameters = z.strictObject({});

/** The one parameter of most kernels. */
export const periodOf = (usual: number, atLeast = 1) => z.strictObject({ period: rows(usual, atLeast) });
