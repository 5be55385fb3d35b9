/**
 * The `infra-ai` command.
 *
 * @packageDocumentation
 */
import { run } from './cli';

run(process.argv).then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
