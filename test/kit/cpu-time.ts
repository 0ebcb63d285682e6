/** Milliseconds of the processor that the fastest of some runs took: others that use the machine do not count. */
export function fastestCpuMs(runs: number, run: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
