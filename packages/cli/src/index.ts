/**
 * The `infra-ai` command.
 *
 * @packageDocumentation
 */
import { run } from './cli';

// The reader of a pipe may have seen enough: `infra-ai --help | head`.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
    throw error;
  }
  process.exit();
});

run(process.argv).then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
