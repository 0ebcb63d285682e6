/** From the real line to a share between 0 and 1. */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Inverse of `logistic`. */
export const logit = (share: number): number => Math.log(share / (1 - share));
