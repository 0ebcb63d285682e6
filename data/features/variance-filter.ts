import { z } from 'zod';
import { here } from './here.ts';
import { defineKernel, forgotten } from './kernel.ts';
import { rows } from './rows-parameter.ts';

const share = (usual: number) => z.number().min(0).max(0.999).default(usual);

/**
 * Variance of returns by exponential weights, started at the mean of the first `period` squares: s = decay s + (1 - decay)
 * r^2. Source: J.P. Morgan, "RiskMetrics Technical Document", 4th ed., 1996.
 */
const riskmetrics = defineKernel({
  name: 'riskmetrics',
  inputs: ['returns'],
  outputs: ['value'],
  schema: z.strictObject({ decay: share(0.94), period: rows(50) }),
  warmUp: ({ period }) => period - 1,
  forgets: ({ decay }) => forgotten(decay),
  open({ inputs: { returns }, outputs: { value }, parameters: { decay, period } }) {
    let carriedRun = 0;
    let carriedLevel = 0;
    return (from, to) => {
      let run = carriedRun;
      let level = carriedLevel;
      for (let i = from; i < to; i += 1) {
        const x = here(returns, i);
        run = Number.isFinite(x) ? run + 1 : 0;
        level = decayed(level, x * x, run, period, decay);
        value[i] = run >= period ? level : Number.NaN;
      }
      carriedRun = run;
      carriedLevel = level;
    };
  },
});

/**
 * Variance that GARCH(1,1) with fixed parameters expects of the next row: h = (1 - alpha - beta) long + alpha r^2 + beta
 * h, started at `long`, the variance that it returns to in the long run.
 * Source: Bollerslev, Journal of Econometrics 31 (1986) 307-327; variance targeting: Engle and Mezrich, Risk 9 (1996).
 */
const garch = defineKernel({
  name: 'garch',
  inputs: ['returns', 'long'],
  outputs: ['value'],
  schema: z.strictObject({ alpha: share(0.08), beta: share(0.9) }),
  forgets: ({ beta }) => Math.ceil(1.2 * forgotten(beta)),
  open({ inputs: { returns, long }, outputs: { value }, parameters: { alpha, beta } }) {
    let carried = Number.NaN;
    return (from, to) => {
      let h = carried;
      for (let i = from; i < to; i += 1) {
        const r = here(returns, i);
        const level = here(long, i);
        h = nextVariance(Number.isFinite(h) ? h : level, r, level, alpha, beta);
        value[i] = h;
      }
      carried = h;
    };
  },
});

/** The next conditional variance; NaN where it is not finite. */
function nextVariance(h: number, r: number, long: number, alpha: number, beta: number): number {
  const next = (1 - alpha - beta) * long + alpha * r * r + beta * h;
  return Number.isFinite(next) ? next : Number.NaN;
}

/** Recursive filters of variance. */
export const varianceFilterKernels = [riskmetrics, garch] as const;

/** A sum until the `period`-th row, which turns it into its mean; then exponential decay. */
function decayed(level: number, x: number, run: number, period: number, decay: number): number {
  if (run > period) return decay * level + (1 - decay) * x;
  if (run === 0) return 0;
  return run === period ? (level + x) / period : level + x;
}
