import { Command, InvalidArgumentError } from 'commander';
import { GITHUB_LIMITS } from './limits/RateLimiter';
import { startGitHubSandbox } from './startGitHubSandbox';

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('a port is a number from 0 to 65535');
  }
  return port;
}

const UNLIMITED = Object.fromEntries(
  Object.keys(GITHUB_LIMITS).map(name => [name, Number.MAX_SAFE_INTEGER]),
);

/**
 * The `github-sandbox` command: serves until it gets SIGINT or SIGTERM.
 *
 * @throws with one sentence for the user when it cannot start.
 */
export async function runCommand(argv: string[]): Promise<void> {
  const program = new Command('github-sandbox')
    .description('A local GitHub over real git repositories')
    .requiredOption('--data-dir <path>', 'where repositories are kept')
    .option('--port <number>', 'port, 0 for a free one', parsePort, 3030)
    .option('--host <address>', 'interface to listen on', '127.0.0.1')
    .option('--base-url <url>', 'address that answers carry')
    .option('--webhook-url <url>', 'receiver of the events')
    .option('--webhook-secret <secret>', 'signs the events')
    .option('--no-rate-limits', "serve without GitHub's rate limits")
    .parse(argv);
  const options = program.opts();

  const sandbox = await startGitHubSandbox({
    dataDir: options.dataDir,
    port: options.port,
    host: options.host,
    baseUrl: options.baseUrl,
    webhooks: options.webhookUrl
      ? [{ url: options.webhookUrl, secret: options.webhookSecret }]
      : [],
    limits: options.rateLimits ? {} : UNLIMITED,
    log: message => process.stderr.write(`${message}\n`),
  }).catch(error => {
    throw error.code === 'EADDRINUSE'
      ? new Error(
          `Port ${options.port} is taken. Choose another one with --port.`,
        )
      : error;
  });
  process.stdout.write(`GitHub sandbox at ${sandbox.url}\n`);

  const stop = async () => {
    await sandbox.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
