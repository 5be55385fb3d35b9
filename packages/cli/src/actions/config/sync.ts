import pc from 'picocolors';
import type { SyncFlags } from '../../commands/config';
import type { ConfigVault } from '../../config/ConfigVault';
import {
  ConfigFile,
  findPaths,
  readConfigFile,
  writeConfigFile,
} from '../../config/files';
import { decideSync, SyncStep } from '../../config/sync';
import { readSyncState, writeSyncState } from '../../config/syncState';
import { ConfigContext, withVault } from './context';
import { print } from './print';

/** What `config sync` did with one file, or would do. */
interface SyncResult {
  path: string;
  outcome: SyncStep['kind'];
  version?: number;
  /** Of a conflict: variables that both sides changed. */
  variables?: string[];
  reason?: string;
}

const SAID: Record<SyncStep['kind'], string> = {
  same: 'the same on both sides',
  toDatabase: 'file → database',
  toFile: 'database → file',
  merge: 'merged by variable, on both sides',
  conflict: 'conflict',
};

/** The `config sync` command. */
export async function sync(flags: SyncFlags): Promise<void> {
  const results = await withVault({ createKey: true }, context =>
    syncAll(context, flags),
  );
  print(flags, { files: results }, () =>
    [
      ...results.map(describe),
      ...(flags.dryRun ? ['Nothing was written (--dry-run).'] : []),
    ].join('\n'),
  );
  if (results.some(({ outcome }) => outcome === 'conflict')) {
    process.exitCode = 1;
  }
}

async function syncAll(
  context: ConfigContext,
  flags: SyncFlags,
): Promise<SyncResult[]> {
  const { checkout, settings, vault } = context;
  const local = await findPaths(checkout.root, settings, flags.file);
  const stored = (await vault.store.listLatest()).map(({ path }) => path);
  const paths = flags.file ? local : [...new Set([...local, ...stored])].sort();
  const results: SyncResult[] = [];
  for (const path of paths) {
    // Reading, deciding and writing are one step for others who sync, and the database has it before the file.
    results.push(
      await vault.store.exclusively(() => syncOne(context, path, flags)),
    );
  }
  return results;
}

async function syncOne(
  { checkout, vault, backups }: ConfigContext,
  path: string,
  flags: SyncFlags,
): Promise<SyncResult> {
  const state = await readSyncState(checkout);
  const [latest] = await vault.store.list(path);
  const file = await readConfigFile(checkout.root, path);
  const step = decideSync(
    {
      file,
      database: latest && (await fileOf(vault, path, latest.version)),
      base: await baseOf(vault, path, state[path]),
    },
    flags.prefer,
  );
  if (step.kind === 'conflict') {
    const { variables, reason } = step;
    return { path, outcome: 'conflict', variables, reason };
  }
  if (flags.dryRun) {
    return { path, outcome: step.kind, version: latest?.version };
  }
  let version = latest?.version;
  if (step.kind === 'toDatabase' || step.kind === 'merge') {
    ({ version } = await vault.addInside(step.file, flags.label));
  }
  if (step.kind === 'toFile' || step.kind === 'merge') {
    if (file) {
      await backups.add(file);
    }
    await writeConfigFile(checkout.root, step.file);
  }
  if (version !== undefined) {
    await writeSyncState(checkout, { ...state, [path]: version });
  }
  return { path, outcome: step.kind, version };
}

async function fileOf(
  vault: ConfigVault,
  path: string,
  version: number,
): Promise<ConfigFile> {
  const { content, mode } = await vault.read(path, { version });
  return { path, content, mode };
}

/** A version that was pruned since is nothing in common any more. */
async function baseOf(
  vault: ConfigVault,
  path: string,
  version: number | undefined,
): Promise<ConfigFile | undefined> {
  const stored =
    version === undefined
      ? undefined
      : await vault.store.get(path, { version });
  if (!stored) {
    return undefined;
  }
  const { content, mode } = vault.open(stored);
  return { path, content, mode };
}

function describe({ path, outcome, version, variables, reason }: SyncResult) {
  const at = version === undefined ? '' : ` (version ${version})`;
  if (outcome !== 'conflict') {
    return `${path}  ${SAID[outcome]}${at}`;
  }
  const names = variables?.length
    ? `\n${variables.map(name => `    ${name}`).join('\n')}`
    : '';
  return `${pc.red(
    `${path}  conflict`,
  )}: ${reason}${names}\n  See what differs with config diff, then say which side wins: --prefer file or --prefer database.`;
}
