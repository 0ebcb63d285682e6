/** The number at a place that is known to exist. */
export const intAt = (values: Int32Array, place: number): number => values[place] ?? -1;
