import {
  chmod,
  mkdir,
  mkdtemp,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { zip } from '../__testUtils__/archives';
import { PNG } from '../__testUtils__/pictures';
import { runInfraAi } from '../__testUtils__/run';
import { readInput } from './readInput';

jest.setTimeout(60_000);

const COMPOSE = 'services:\n  api:\n    image: example/api\n';

describe('folders and archives', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai material-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const given = async (name: string, content: string | Uint8Array) => {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return path;
  };
  const pathsOf = async (...paths: string[]) => {
    const { input } = await readInput(paths);
    return input.kind === 'files' && input.files.map(({ path }) => path);
  };

  it('reads of a folder what defines infrastructure, its variables too', async () => {
    for (const [path, text] of Object.entries({
      'compose.yml': COMPOSE,
      '.env': 'TAG=1',
      'README.md': 'Shop',
      'k8s/a.yaml': 'apiVersion: v1\nkind: Pod\n',
      'k8s/theme.yaml': 'dark: true',
      'src/index.ts': 'export {}',
      'node_modules/a/compose.yml': COMPOSE,
      'vendor/a/main.tf': 'resource "a" "b" {}',
      '.git/config.yml': COMPOSE,
    })) {
      await given(path, text);
    }
    const { input, notes } = await readInput([directory]);
    expect(input).toMatchObject({
      files: [
        { path: '.env' },
        { path: 'README.md' },
        { path: 'compose.yml' },
        { path: 'k8s/a.yaml' },
      ],
    });
    expect(notes).toEqual([
      expect.stringContaining(
        '2 other files were left out (k8s/theme.yaml, src',
      ),
    ]);
  });

  it('reads a picture in a folder when that carries its source', async () => {
    await given('a.drawio.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await given('a.drawio.png', PNG);
    const { input, skipped } = await readInput([directory]);
    expect(input).toMatchObject({ files: [{ path: 'a.drawio.svg' }] });
    expect(skipped).toEqual([
      'a.drawio.png: a picture, which is analyzed alone',
    ]);
  });

  it('gives the files of several folders paths of their own, each file once', async () => {
    const one = await given('one/deploy/compose.yml', COMPOSE);
    await given('two/deploy/compose.yml', COMPOSE);
    const [first, second] = ['one', 'two'].map(name =>
      join(directory, name, 'deploy'),
    );
    const archive = await given(
      'deploy.zip',
      await zip({ 'compose.yml': COMPOSE }),
    );
    expect(await pathsOf(first, second, archive, first, one)).toEqual([
      'deploy/compose.yml',
      'deploy-2/compose.yml',
      'deploy.zip/compose.yml',
    ]);
    const { code, stdout } = await runInfraAi([
      'analyze',
      first,
      second,
      '--explain',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/deploy(-2)?\/compose\.yml:2/);
  });

  it('reads a zip and a tar.gz, told by their bytes', async () => {
    const files = {
      'shop-main/compose.yml': COMPOSE,
      'shop-main/src/a.ts': 'a',
    };
    const { input, notes } = await readInput([
      await given('download', await zip(files)),
    ]);
    expect(input).toMatchObject({
      kind: 'files',
      files: [{ path: 'shop-main/compose.yml' }],
    });
    expect(notes[0]).toContain('1 other file was left out');
    for (const [path, text] of Object.entries(files)) await given(path, text);
    const packed = join(directory, 'shop.tar.gz');
    await create({ gzip: true, cwd: directory, file: packed }, ['shop-main']);
    expect(await pathsOf(packed)).toEqual(['shop-main/compose.yml']);
    async function* stdin() {
      yield await zip(files);
    }
    expect((await readInput(['-'], { stdin: stdin() })).input).toMatchObject({
      files: [{ path: 'shop-main/compose.yml' }],
    });
  });

  it('refuses what is made to harm, with the reason and exit code 1', async () => {
    const bomb = await zip({ 'a.yml': Buffer.alloc(60_000_000, ' ') });
    const escape = Buffer.from(
      (await zip({ 'xx/a.yml': COMPOSE }))
        .toString('latin1')
        .replace(/xx\//g, '../'),
      'latin1',
    );
    for (const [bytes, message] of [
      [bomb, /'.*a\.zip': The archive unpacks to more than 200 times its size/],
      [escape, /'.*a\.zip': .*\.\.\/a\.yml/],
      [bomb.subarray(0, 300), /'.*a\.zip': The archive cannot be read/],
      [await zip({ 'a.ts': 'a' }), /no file that defines infrastructure in/],
    ] as const) {
      const { code, stdout, stderr } = await runInfraAi([
        'analyze',
        await given('a.zip', bytes),
      ]);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^ +at /m);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    }
  });

  it('follows no link of an archive', async () => {
    const path = await given(
      'a.zip',
      await zip({ 'compose.yml': '/etc/passwd' }, 0o120777),
    );
    await expect(readInput([path])).rejects.toThrow(
      'skipped compose.yml: is a symbolic link',
    );
  });

  it('follows no link in a folder, neither out of it nor round in circles', async () => {
    await given('secret.yml', COMPOSE);
    await given('in/compose.yml', COMPOSE);
    const folder = join(directory, 'in');
    await symlink(join(directory, 'secret.yml'), join(folder, 'k8s.yml'));
    await symlink(folder, join(folder, 'loop'));
    await symlink(join(directory, 'self'), join(directory, 'self'));
    const { input, skipped } = await readInput([folder]);
    expect(input).toMatchObject({ files: [{ path: 'compose.yml' }] });
    expect(skipped).toEqual([
      'k8s.yml: a link, which is not followed',
      'loop: a link, which is not followed',
    ]);
    await expect(readInput([join(directory, 'self')])).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringContaining('ELOOP'),
    });
  });

  it('goes on past what it may not read', async () => {
    await given('compose.yml', COMPOSE);
    await chmod(await given('k8s.yml', COMPOSE), 0);
    const { skipped, input } = await readInput([directory]);
    // root may read everything
    expect(
      skipped.length || (input.kind === 'files' && input.files.length === 2),
    ).toBeTruthy();
  });
});
