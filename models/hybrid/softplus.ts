/** ln(1 + e^x) without overflow: a smooth way to a positive number. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Inverse of `softplus` for y > 0. */
export const softplusInverse = (y: number): number => y + Math.log(-Math.expm1(-y));
