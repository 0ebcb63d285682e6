/** The work, done once for all calls that come within a time. */
export function gathered(withinMs: number, work: () => void): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      work();
    }, withinMs);
  };
}
