import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Stands in for `backstage-cli package build`: puts the sources of the back end into the two archives, as they are. */
const BUILDER = `
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const stage = fs.mkdtempSync('stage-');
fs.mkdirSync(stage + '/packages/backend', { recursive: true });
fs.copyFileSync('package.json', stage + '/packages/backend/package.json');
fs.copyFileSync('src/index.js', stage + '/packages/backend/index.js');
fs.mkdirSync('dist', { recursive: true });
for (const [archive, file] of [['skeleton', 'package.json'], ['bundle', 'index.js']]) {
  execFileSync('tar', ['-czf', 'dist/' + archive + '.tar.gz', '-C', stage, 'packages/backend/' + file]);
}
fs.rmSync(stage, { recursive: true });
`;

/** A back end that answers as ours does where a deployment asks. */
export function backendSource(settings: {
  version: string;
  /** Of the plugin's report. */
  status?: 'ok' | 'degraded' | 'down';
  /** Runs before it listens. */
  before?: string;
}): string {
  const { version, status = 'ok', before = '' } = settings;
  return `${before};
const answers = {
  '/': [200, ${JSON.stringify(version)}],
  '/.backstage/health/v1/readiness': [200, '{}'],
  '/api/auth/guest/refresh': [200, JSON.stringify({ backstageIdentity: { token: 'guest' } })],
};
require('node:http').createServer((req, res) => {
  let [code, body] = answers[req.url] ?? [404, ''];
  if (req.url === '/api/infra-ai/health') {
    code = req.headers.authorization === 'Bearer guest' ? 200 : 401;
    body = JSON.stringify({
      status: ${JSON.stringify(status)},
      checks: { queue: { status: ${JSON.stringify(
        status,
      )}, reason: 'The job queue does not run.' } },
    });
  }
  res.writeHead(code).end(body);
}).listen(process.env.INFRA_AI_PORT, 'localhost');
`;
}

/** Writes files below a folder. */
export async function writeFiles(
  root: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** A checkout that our command takes for one, with a back end of a few lines and a build that takes no time. */
export async function makeFakeCheckout(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'infra-ai deploy-'));
  await mkdir(join(root, 'plugins'));
  await writeFiles(root, {
    'backstage.json': '{}',
    'package.json': '{"version": "1.2.0"}',
    'yarn.lock': '',
    'app-config.yaml': '{}',
    'app-config.github.yaml': '{}',
    'app-config.production-local.yaml': '{}',
    '.yarn/releases/yarn.cjs': '',
    'packages/app/package.json': '{"name": "app"}',
    'packages/backend/package.json': '{"name": "backend", "main": "index.js"}',
    'packages/backend/src/index.js': '',
    'node_modules/@backstage/cli/package.json': '{}',
    'node_modules/@backstage/cli/bin/backstage-cli': BUILDER,
  });
  // The supervisor is started from the checkout.
  await symlink(resolve(__dirname, '../../..'), join(root, 'packages/cli'));
  return root;
}
