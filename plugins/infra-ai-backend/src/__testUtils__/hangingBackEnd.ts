/*
 * A back end in a process of its own, for a test to kill: it takes an analysis and never ends it. Run with the loader
 * of the Backstage CLI; the connection comes in DATABASE, as JSON.
 */
import knexFactory from 'knex';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { DatabaseAnalysisStore } from '../database/DatabaseAnalysisStore';
import { AnalysisRunner } from '../services/AnalysisRunner';
import { AnalyzerRegistry } from '../services/AnalyzerRegistry';
import { Changes } from '../services/Changes';
import { JobQueue } from '../services/JobQueue';
import { FakeAnalyzer } from './FakeAnalyzer';

const logger: LoggerService = {
  error: message => process.stderr.write(`${message}\n`),
  warn: message => process.stderr.write(`${message}\n`),
  info() {},
  debug() {},
  child: () => logger,
};

async function main() {
  const db = knexFactory({
    client: 'pg',
    connection: JSON.parse(process.env.DATABASE!),
  });
  const analyzers = new AnalyzerRegistry();
  analyzers.addAnalyzer(
    new FakeAnalyzer('embedded', () => {
      process.stdout.write('analyzing\n');
      return new Promise(() => {});
    }),
  );
  const runner = new AnalysisRunner({
    store: new DatabaseAnalysisStore({ db }),
    analyzers,
    changes: new Changes(),
    logger,
    timeoutMs: 120_000,
  });
  const queue = await JobQueue.create({
    db,
    logger,
    timeoutMs: 120_000,
    concurrency: 1,
  });
  await queue.start({
    runAnalysis: (id, signal) => runner.run(id, signal),
    abandonAnalysis: id => runner.abandon(id),
    watchPublication: async () => true,
  });
}

main();
