import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { extract } from 'tar';
import { glob } from 'tinyglobby';
import { checkPackage } from './checkPackage';

/**
 * Packs each public package of a checkout as a release does and looks whether something is missing in it. Expects what
 * `verify types` and `verify build` leave.
 *
 * @returns problems, each with the name of its package
 * @throws Error when a package cannot be packed
 */
export async function checkPackages(
  root: string,
  env: { PATH: string },
): Promise<string[]> {
  const typescript = createRequire(join(root, 'package.json'))('typescript');
  const directory = await mkdtemp(join(tmpdir(), 'infra-ai-packages-'));
  const problems: string[] = [];
  try {
    for (const path of await glob('{packages,plugins}/*/package.json', {
      cwd: root,
    })) {
      const { name, private: isPrivate } = JSON.parse(
        await readFile(join(root, path), 'utf8'),
      );
      if (isPrivate) {
        continue;
      }
      const target = join(directory, name.replace('/', '-'));
      await mkdir(target);
      await execa('yarn', ['pack', '--out', `${target}.tgz`], {
        cwd: join(root, dirname(path)),
        env,
      });
      await extract({ file: `${target}.tgz`, cwd: target, strip: 1 });
      for (const problem of await checkPackage(target, typescript)) {
        problems.push(`${name}: ${problem}`);
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return problems;
}
