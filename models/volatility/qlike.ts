/**
 * QLIKE loss of a variance forecast: outcome / forecast - ln(outcome / forecast) - 1. Zero when both are equal;
 * too low a forecast costs more than one too high. It ranks forecasts correctly under a noisy proxy of variance.
 * Both arguments in the same unit and above 0. Source: Patton, Journal of Econometrics 160 (2011) 246-256.
 */
export function qlike(outcome: number, forecast: number): number {
  const ratio = outcome / forecast;
  return ratio - Math.log(ratio) - 1;
}
