import { expectJson } from '../lib/http';
import type { Platform } from './platform';
import { poll, startTask } from './publishers';

/**
 * Requests that reached GitHub while the publishing step of a task ran, for a repository of `count` files. The step
 * before it, which gets the files, is not counted.
 */
export async function countRequests(
  platform: Platform,
  count: number,
): Promise<number> {
  const { sandbox } = platform;
  const source = `bench-source-${count}`;
  const repo = `bench-files-${count}`;
  await sandbox.createRepository({
    owner: 'acme',
    name: source,
    files: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `folder-${n % 7}/file-${n}.txt`,
        `content ${n}\n`,
      ]),
    ),
  });
  const taskId = await startTask(platform, 'benchmark-many-files', {
    url: `${sandbox.url}/acme/${source}/tree/main/`,
    owner: 'acme',
    repo,
  });
  await poll(async () => {
    const { status } = await expectJson(
      await platform.api(`/scaffolder/v2/tasks/${taskId}`),
    );
    if (status === 'failed') {
      throw new Error(`The task with ${count} files failed`);
    }
    return status === 'completed';
  }, `The task with ${count} files did not end`);

  const events: Array<{
    createdAt: string;
    body: { stepId?: string; status?: string };
  }> = await expectJson(
    await platform.api(`/scaffolder/v2/tasks/${taskId}/events`),
  );
  const at = (status: string) => {
    const event = events.find(
      ({ body }) => body.stepId === 'publish' && body.status === status,
    );
    return new Date(event!.createdAt).getTime();
  };
  const [start, end] = [at('processing'), at('completed')];
  // The catalog reads the files of earlier publications again in the meantime.
  return sandbox.requests.list().filter(({ at: time, kind, path }) => {
    const sent = new Date(time).getTime();
    return (
      sent >= start &&
      sent <= end &&
      (kind === 'graphql' ||
        path.endsWith('/orgs/acme/repos') ||
        path.includes(repo))
    );
  }).length;
}
