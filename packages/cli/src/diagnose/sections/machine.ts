import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { sizeOf } from '../../backup/names';
import { checkDisk, checkMemory } from '../../checks/machine';
import { CheckResult } from '../../checks/check';
import { table } from '../markdown';
import { Finding, Section, toResult } from '../Report';

export const machineSection: Section = {
  id: 'machine',
  title: 'Machine',
  async run({ checkout: { dataDirectory } }) {
    let where = dataDirectory;
    while (!existsSync(where)) {
      where = dirname(where);
    }
    const [disk, memory, { files, ffree }] = await Promise.all([
      checkDisk(where),
      checkMemory(),
      statfs(where),
    ]);
    const parts = await Promise.all(
      ['postgres/.', 'github', 'logs', 'backups', 'releases'].map(
        async name => ({
          name: name.replace('/.', ''),
          megabytes: Math.round(
            (await sizeOf(join(dataDirectory, name))) / 1024 / 1024,
          ),
        }),
      ),
    );
    const [load] = loadavg();
    const cores = availableParallelism();
    const findings: Finding[] = [
      ...toFindings(disk, 'critical'),
      ...toFindings(memory, 'warning'),
    ];
    if (files > 0 && ffree < files * 0.02) {
      findings.push({
        severity: 'critical',
        title: `Only ${ffree} of ${files} inodes are free; no files can be made soon.`,
        cure: 'Remove directories with many small files, as old releases and caches.',
      });
    }
    if (load > cores * 2) {
      findings.push({
        severity: 'info',
        title: `The load of ${load.toFixed(
          1,
        )} is high for ${cores} cores; everything is slow.`,
        cure: 'Look for what uses them, for example with top.',
      });
    }
    return toResult({
      data: { disk: disk.detail, memory: memory.detail, load, cores, parts },
      findings,
      text: () =>
        table(
          ['What', ''],
          [
            ['Disk', disk.detail],
            ['Memory', memory.detail],
            ['Load', `${load.toFixed(1)} on ${cores} cores`],
            ...parts.map(({ name, megabytes }) => [
              `Data: ${name}`,
              `${megabytes} MB`,
            ]),
          ],
        ),
    });
  },
};

function toFindings(
  { name, status, detail, cure }: CheckResult,
  severity: Finding['severity'],
): Finding[] {
  return status === 'ok'
    ? []
    : [{ severity, title: `${name}: ${detail}.`, cure: cure ?? '' }];
}
