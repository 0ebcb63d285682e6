/** ln(above / below); NaN unless both are above 0. */
export const logOf = (above: number, below: number): number =>
  above > 0 && below > 0 ? Math.log(above / below) : Number.NaN;
