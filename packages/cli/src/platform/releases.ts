import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { Journal } from '../deploy/journal';
import { lazy } from '../lib/lazy';
import { hashSources } from './sourceHash';

/** Raise when releases are put together differently, so that older ones are not used again. */
const RELEASE_FORMAT = 2;

/** What is known of a production build. */
export interface ReleaseInfo {
  name: string;
  version?: string;
  commit?: string;
  /** ISO 8601. */
  created: string;
}

/** Where production builds lie: in the checkout, as they use the packages that are installed in it. */
export function releasesDirectory(root: string): string {
  return join(root, '.data/releases');
}

/** Written last: a build without it is half done. */
export function completeMark(release: string): string {
  return join(release, '.complete');
}

/** Which of the builds was deployed, and which one before. */
export function localJournal(root: string): Journal {
  return new Journal(join(releasesDirectory(root), 'current.json'));
}

/** The build of the checkout's sources, which may have been made already. Only reads. */
export async function findRelease(
  root: string,
): Promise<{ name: string; directory: string; built: boolean }> {
  const hash = await hashSources(root, ['app', 'backend']);
  const name = `${hash.slice(0, 16)}-${RELEASE_FORMAT}`;
  const directory = join(releasesDirectory(root), name);
  return { name, directory, built: existsSync(completeMark(directory)) };
}

/** The build that was deployed last and was healthy, when it is still there. */
export async function findDeployedRelease(
  root: string,
): Promise<string | undefined> {
  const name = await localJournal(root).current();
  const directory = name && join(releasesDirectory(root), name);
  return directory && existsSync(completeMark(directory))
    ? directory
    : undefined;
}

/** Marks a build as complete, with what it was made from. */
export async function writeReleaseInfo(
  root: string,
  release: string,
): Promise<void> {
  // What asks git is not needed to start a release that is built.
  const { identifySources } = await lazy(() => import('../deploy/identity'));
  const { tag: _, ...identity } = await identifySources(root);
  await writeFileAtomic(completeMark(release), `${JSON.stringify(identity)}\n`);
}

/** The complete builds, the newest first. */
export async function listReleases(root: string): Promise<ReleaseInfo[]> {
  const directory = releasesDirectory(root);
  const infos: ReleaseInfo[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(
    () => [],
  )) {
    const mark = completeMark(join(directory, entry.name));
    const text = entry.isDirectory() ? await readFileIfExists(mark) : undefined;
    if (text !== undefined) {
      infos.push({
        ...parseInfo(text),
        name: basename(entry.name),
        created: (await stat(mark)).mtime.toISOString(),
      });
    }
  }
  return infos.sort((a, b) => b.created.localeCompare(a.created));
}

/** Earlier versions wrote nothing into the mark. */
function parseInfo(text: string): { version?: string; commit?: string } {
  try {
    const { version, commit, dirty } = JSON.parse(text);
    return { version, commit: commit && dirty ? `${commit}-dirty` : commit };
  } catch {
    return {};
  }
}
