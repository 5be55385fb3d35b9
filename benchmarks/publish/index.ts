import type { Benchmark } from '../lib/benchmark';
import { expectJson } from '../lib/http';
import { round, summarize, table, type Summary } from '../lib/statistics';
import { countRequests } from './countRequests';
import { startPlatform, type Platform } from './platform';
import {
  publishWithBackstage,
  publishWithInfraAi,
  type AnalysisToPublish,
} from './publishers';

const DESCRIPTION =
  'The ticket office is a React web app. It calls the Booking API, which stores bookings in PostgreSQL and publishes events to Kafka. A mail worker consumes the events from Kafka and calls SendGrid.';

const FILE_COUNTS = [1, 5, 50, 500];

/**
 * From the click on "Publish" to all entities of the analysis being answered by the catalog; in turn with the same
 * files published by Backstage's own `publish:github` and `catalog:register`.
 */
export const run: Benchmark = async ({ runs }) => {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  say('Starting PostgreSQL, the sandbox and the back end');
  const platform = await startPlatform();
  try {
    // The first of each loads code that later ones find loaded.
    await publishWithInfraAi(platform, await analyze(platform, 'warm-up-a'));
    await publishWithBackstage(platform, await analyze(platform, 'warm-up-b'));

    const ours: number[] = [];
    const theirs: number[] = [];
    for (let n = 1; n <= runs; n++) {
      const a = await analyze(platform, `bench-ours-${n}`);
      await anyMoment();
      ours.push(await publishWithInfraAi(platform, a));
      const b = await analyze(platform, `bench-theirs-${n}`);
      await anyMoment();
      theirs.push(await publishWithBackstage(platform, b));
      if (n % 10 === 0 || n === runs) {
        say(`${n} of ${runs} runs`);
      }
    }
    say('Counting requests');
    const requests: Record<number, number> = {};
    for (const count of FILE_COUNTS) {
      requests[count] = await countRequests(platform, count);
    }
    const conflicts = (await platform.log())
      .split('\n')
      .filter(line => /catalog/.test(line) && /conflict/i.test(line));
    conflicts.forEach(say);
    return report({
      'infra-ai': summarize(ours),
      'publish:github + catalog:register': summarize(theirs),
      requests,
      conflicts: conflicts.length,
    });
  } finally {
    await platform.stop();
  }
};

/** The catalog looks for work once a second; people click at any moment of it. */
function anyMoment(): Promise<void> {
  return new Promise(done => setTimeout(done, Math.random() * 1000));
}

async function analyze(
  platform: Platform,
  name: string,
): Promise<AnalysisToPublish> {
  const response = await platform.api('/infra-ai/process-text', {
    method: 'POST',
    body: JSON.stringify({ description: DESCRIPTION, name }),
  });
  const { id } = await expectJson(response);
  const files = await expectJson(
    await platform.api(`/infra-ai/analyses/${id}/files`),
  );
  return { id, name, entityRefs: files.entityRefs };
}

function report(result: {
  'infra-ai': Summary;
  'publish:github + catalog:register': Summary;
  requests: Record<number, number>;
  conflicts: number;
}) {
  const ours = result['infra-ai'];
  const theirs = result['publish:github + catalog:register'];
  const ratio = {
    median: round(theirs.median / ours.median),
    p95: round(theirs.p95 / ours.p95),
  };
  const row = (name: string, { runs, median, p95, max }: Summary) => [
    name,
    runs,
    median,
    p95,
    max,
  ];
  const text = `Publish click to all entities visible, seconds
${table([
  ['', 'runs', 'median', 'p95', 'max'],
  row('infra-ai', ours),
  row('publish:github + catalog:register', theirs),
  ['ratio', '', ratio.median, ratio.p95, ''],
])}

Requests to GitHub of one publish
${table([
  ['files', 'requests'],
  ...Object.entries(result.requests).map(([files, count]) => [files, count]),
])}

Lines of the catalog's log that speak of a conflict: ${result.conflicts}
`;
  return { text, json: { ...result, ratio } };
}
