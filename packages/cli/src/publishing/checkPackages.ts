import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { extract } from 'tar';
import { glob } from 'tinyglobby';
import { checkPackage } from './checkPackage';
import { makePackingCopy } from './packingCopy';

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
  try {
    const paths = await glob('{packages,plugins}/*/package.json', {
      cwd: root,
    });
    // Packing is the work of one core, most of it start-up.
    const found = await Promise.all(
      Array.from({ length: availableParallelism() }, async (_, n) => {
        const copy = join(directory, `copy${n}`);
        await makePackingCopy(root, copy);
        const problems: string[] = [];
        for (let path = paths.pop(); path; path = paths.pop()) {
          problems.push(
            ...(await packAndCheck(copy, dirname(path), env, typescript)),
          );
        }
        return problems;
      }),
    );
    return found.flat().sort();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function packAndCheck(
  copy: string,
  path: string,
  env: { PATH: string },
  typescript: Parameters<typeof checkPackage>[1],
): Promise<string[]> {
  const source = join(copy, path);
  const { name, private: isPrivate } = JSON.parse(
    await readFile(join(source, 'package.json'), 'utf8'),
  );
  if (isPrivate) {
    return [];
  }
  const target = join(copy, name.replace('/', '-'));
  await mkdir(target);
  await execa('yarn', ['pack', '--out', `${target}.tgz`], { cwd: source, env });
  await extract({ file: `${target}.tgz`, cwd: target, strip: 1 });
  const problems = await checkPackage(target, typescript);
  return problems.map(problem => `${name}: ${problem}`);
}
