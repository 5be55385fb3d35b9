import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemNameOf } from './systemName';

describe('systemNameOf', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai-name-'));
    await mkdir(join(root, 'ticketing/docs'), { recursive: true });
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each([
    ['ticketing', 'ticketing'],
    ['ticketing/docker-compose.yml', 'ticketing'],
    ['ticketing/docker-compose.prod.yml', 'ticketing'],
    ['ticketing/README.md', 'ticketing'],
    ['ticketing/box office.drawio.png', 'box office'],
    ['ticketing/picture of seats.png', 'picture of seats'],
    ['ticketing/seats.tar.gz', 'seats'],
    ['ticketing/docs', undefined],
    ['ticketing/docs/architecture.md', undefined],
  ])('%s: %s', async (path, name) => {
    const file = join(root, path);
    if (path.includes('.')) await writeFile(file, '');
    expect(await systemNameOf([file])).toBe(name);
  });

  it('has none for standard input and for several paths', async () => {
    expect(await systemNameOf(['-'])).toBeUndefined();
    expect(await systemNameOf([root, root])).toBeUndefined();
  });
});
