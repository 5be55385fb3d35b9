import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

afterAll(async () => {
  for (const directory of made.splice(0)) {
    await rm(directory, { recursive: true, force: true });
  }
});

/** Makes an empty folder that is removed after the tests of the file. */
export async function makeWorkspace(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'infra-ai-workspace-'));
  made.push(directory);
  return directory;
}
