import { release, arch, platform } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { readFileIfExists } from '../../lib/atomicFile';
import { checkGit, checkNode } from '../../checks/machine';
import { findPostgresBinaries } from '../../services/postgres/binaries';
import { table } from '../markdown';
import { Section, toResult } from '../Report';

export const versionsSection: Section = {
  id: 'versions',
  title: 'Versions',
  async run({ checkout: { root } }, signal) {
    const [node, git, commit, backstage, platformVersion, postgres] =
      await Promise.all([
        checkNode(),
        checkGit(),
        execa('git', ['-C', root, 'log', '-1', '--format=%h %cI'], {
          reject: false,
          cancelSignal: signal,
        }),
        readVersion(join(root, 'backstage.json')),
        readVersion(join(root, 'package.json')),
        findPostgresBinaries().then(
          ({ version }) => version,
          () => 'none',
        ),
      ]);
    const data = {
      platform: platformVersion,
      commit: commit.exitCode === 0 ? commit.stdout : 'unknown',
      backstage,
      node: process.version,
      git: git.status === 'ok' ? git.detail : 'none',
      embeddedPostgres: postgres,
      system: `${platform()} ${release()} ${arch()}`,
    };
    return toResult({
      data,
      findings: [node, git]
        .filter(({ status }) => status === 'fail')
        .map(({ name, detail, cure }) => ({
          severity: 'critical' as const,
          title: `${name}: ${detail}.`,
          cure: cure!,
        })),
      text: shown => table(['What', 'Version'], Object.entries(shown)),
    });
  },
};

async function readVersion(file: string): Promise<string> {
  try {
    return String(
      JSON.parse((await readFileIfExists(file)) ?? '{}').version ?? 'unknown',
    );
  } catch {
    return 'unreadable';
  }
}
