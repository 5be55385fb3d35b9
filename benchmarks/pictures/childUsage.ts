import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * What the child processes that are alive have used so far, by `/proc`; undefined where there is none.
 *
 * @returns peak memory of the largest in MB, processor time of all in milliseconds
 */
export function childUsage():
  | { peakMemory: number; cpuMs: number }
  | undefined {
  let peakMemory = 0;
  let ticks = 0;
  try {
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      const fields = statOf(pid);
      // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, from the third field on
      if (fields && Number(fields[1]) === process.pid) {
        ticks += Number(fields[11]) + Number(fields[12]);
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
        peakMemory = Math.max(peakMemory, Math.round(kilobytes / 1024));
      }
    }
  } catch {
    return undefined;
  }
  return { peakMemory, cpuMs: ticks * TICK_MS };
}

function statOf(pid: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // Ended meanwhile.
    return undefined;
  }
}
