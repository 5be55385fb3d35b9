/** Starts counting; the answer tells the milliseconds of work since then. Not the clock: other processes must not count. */
export function cpuClock(): () => number {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}
