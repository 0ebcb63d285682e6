/** Shapley values by their definition, over all sets of players. @param worth of a set, as bits */
export function bruteForceShapley(players: number, worth: (set: number) => number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const sets = Array.from({ length: 2 ** players }, (_, set) => set);
  const worths = sets.map(worth);
  const sizes = sets.map(set => [...set.toString(2)].filter(bit => bit === '1').length);
  return Array.from({ length: players }, (_, player) =>
    sets
      .filter(set => ((set >> player) & 1) === 0)
      .reduce((sum, set) => {
        const size = sizes[set] ?? 0;
        const weight = (factorial(size) * factorial(players - size - 1)) / factorial(players);
        return sum + weight * ((worths[set | (1 << player)] ?? 0) - (worths[set] ?? 0));
      }, 0),
  );
}
