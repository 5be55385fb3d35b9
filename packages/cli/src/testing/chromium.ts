import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { CommandError } from '../lib/errors';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC_CHROME =
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** A Chromium of the system, if there is one. */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const candidates = [
    env.PLAYWRIGHT_CHROMIUM_PATH,
    env.CHROMIUM_PATH,
    ...NAMES.flatMap(name =>
      (env.PATH ?? '').split(delimiter).map(directory => join(directory, name)),
    ),
    ...(process.platform === 'darwin' ? [MAC_CHROME] : []),
  ];
  return candidates.find(path => path && existsSync(path));
}

/**
 * Finds or installs a Chromium. Answers with its path, or with undefined when it is Playwright's own, which Playwright
 * finds by itself.
 */
export async function ensureChromium(
  root: string,
  note: (text: string) => void,
): Promise<string | undefined> {
  const found = findChromium();
  if (found) {
    return found;
  }
  // Ubuntu's package of that name only points to a snap.
  if (process.getuid?.() === 0 && osId() === 'debian') {
    note('Installing Chromium with apt-get');
    await execa('apt-get', ['update', '-q'], { reject: false, all: true });
    await execa(
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
      {
        reject: false,
        all: true,
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    const installed = findChromium();
    if (installed) {
      return installed;
    }
  }
  note("Installing Playwright's Chromium");
  const result = await execa(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    { cwd: root, reject: false, all: true },
  );
  if (result.exitCode !== 0) {
    throw new CommandError(
      `There is no Chromium, and installing one failed: ${
        (result.all ?? '').trim().split('\n').slice(-1)[0]
      }. Install Chromium and set CHROMIUM_PATH to it.`,
    );
  }
  return undefined;
}

function osId(): string | undefined {
  try {
    return /^ID="?([^"\n]+)/m.exec(
      readFileSync('/etc/os-release', 'utf8'),
    )?.[1];
  } catch {
    return undefined;
  }
}
