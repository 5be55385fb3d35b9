import { statfs } from 'node:fs/promises';
import { CheckResult, fail, ok } from '../checks/check';

const GIGABYTE = 1024 ** 3;

/** Whether the disk that a folder is on has room. */
export async function checkFreeDisk(
  directory: string,
  neededGigabytes: number,
): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(directory);
  const free = (bavail * bsize) / GIGABYTE;
  const detail = `${free.toFixed(1)} GB free at ${directory}`;
  return free >= neededGigabytes
    ? ok('Disk', detail)
    : fail('Disk', detail, `Free at least ${neededGigabytes} GB.`);
}
