/** An index drawn by weights of any sum above 0. @param draw uniform, from 0 to below 1 */
export function drawIndex(weights: Float64Array, draw: number): number {
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  let index = 0;
  while (index < weights.length - 1 && left >= (weights[index] ?? 0)) {
    left -= weights[index] ?? 0;
    index += 1;
  }
  return index;
}
