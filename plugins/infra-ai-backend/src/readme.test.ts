import { mockCredentials } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { FakeAnalyzer } from './__testUtils__/FakeAnalyzer';
import { pdf } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('the examples of the README', () => {
  const analyzer = new FakeAnalyzer();
  analyzer.accepted = ['text', 'image'];
  let server: Server;
  let folder: string;
  let examples: string[];

  beforeAll(async () => {
    ({ server } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
    }));
    folder = await mkdtemp(join(tmpdir(), 'infra-ai-readme-'));
    await writeFile(join(folder, 'architecture.pdf'), pdf(1));
    const readme = await readFile(resolve(__dirname, '../README.md'), 'utf8');
    examples = [...readme.matchAll(/```sh\n(curl [^]*?)```/g)].map(
      match => match[1],
    );
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function run(example: string) {
    const { port } = server.address() as AddressInfo;
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', example.replace('localhost:7007', `127.0.0.1:${port}`)],
      {
        cwd: folder,
        env: {
          ...process.env,
          TOKEN: mockCredentials.user.token(),
        },
      },
    );
    return JSON.parse(stdout);
  }

  it('send a text', async () => {
    // It waits for a publication, which takes a real scaffolder.
    const text = examples[0].replace(/, "publish": \{[^}]*\}/, '');
    expect(await run(text)).toMatchObject({
      state: 'completed',
      inputKind: 'text',
    });
  });

  it('send a picture', async () => {
    expect(await run(examples[1])).toMatchObject({
      state: 'completed',
      input: {
        kind: 'image',
        description: 'Our web shop',
        picture: {
          fileName: 'architecture.pdf',
          original: { page: 1, pages: 1 },
        },
      },
    });
  });
});
