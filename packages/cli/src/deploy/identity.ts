import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readFileIfExists } from '../lib/atomicFile';
import { gitIn } from '../repositories/git';
import { hashSources } from '../platform/sourceHash';

const COMMIT_LENGTH = 12;

/** Files that go into an image without being sources of app or back end. */
const BESIDES_SOURCES = [
  'deploy/Dockerfile',
  '.dockerignore',
  '.yarnrc.yml',
  'app-config.github.yaml',
  'app-config.production.yaml',
];

/** What the sources in a checkout are called. */
export interface SourceIdentity {
  version: string;
  /** Of the last commit; absent where there is no git repository. */
  commit?: string;
  /** There are changes that no commit has. */
  dirty: boolean;
  /** Fit for the tag of an image: `0.1.0-3f2a…`, with a hash of the sources where no commit tells what they are. */
  tag: string;
}

/** Reads the version and the commit of a checkout. */
export async function identifySources(root: string): Promise<SourceIdentity> {
  const manifest = JSON.parse(
    (await readFileIfExists(join(root, 'package.json'))) ?? '{}',
  );
  const version =
    typeof manifest.version === 'string' ? manifest.version : '0.0.0';
  const { commit, dirty } = await readCommit(root);
  const sources =
    dirty || !commit
      ? (await hashEverything(root)).slice(0, COMMIT_LENGTH)
      : undefined;
  const tag = [version, commit, dirty && commit ? 'dirty' : undefined, sources]
    .filter(Boolean)
    .join('-')
    // A version may hold a plus, which a tag may not.
    .replace(/[^\w.-]/g, '_');
  return { version, commit, dirty, tag };
}

/** What is built and how, and what it starts with. */
async function hashEverything(root: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await hashSources(root, ['app', 'backend']));
  for (const name of BESIDES_SOURCES) {
    const content = (await readFileIfExists(join(root, name))) ?? '';
    hash.update(`${name}\0${content.length}\0${content}`);
  }
  return hash.digest('hex');
}

async function readCommit(
  root: string,
): Promise<{ commit?: string; dirty: boolean }> {
  try {
    const git = gitIn(root);
    const commit = (await git.revparse(['HEAD'])).slice(0, COMMIT_LENGTH);
    return { commit, dirty: !(await git.status()).isClean() };
  } catch {
    // Unpacked from an archive, or without git.
    return { dirty: false };
  }
}
