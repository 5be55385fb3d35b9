import type {
  LogEvent,
  ScaffolderApi,
  ScaffolderTask,
} from '@backstage/plugin-scaffolder-react';

type Step = 'files' | 'publish';
type Status = NonNullable<LogEvent['body']['status']>;

/** The part of the scaffolder that the page uses: a task with two steps whose log a test writes. */
export function fakeScaffolder() {
  const listeners = new Set<(event: LogEvent) => void>();
  let id = 0;
  const task = {
    id: 'task-1',
    status: 'processing',
    createdAt: '2026-01-01T00:00:00Z',
    lastHeartbeatAt: '2026-01-01T00:00:00Z',
    spec: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      parameters: {},
      output: {},
      steps: [
        { id: 'files', name: 'Write the files', action: 'infra-ai:files' },
        {
          id: 'publish',
          name: 'Create the repository',
          action: 'infra-ai:publish:github',
        },
      ],
    },
  } as unknown as ScaffolderTask;
  return {
    getTask: async () => task,
    streamLogs: () => ({
      subscribe: (observer: { next: (event: LogEvent) => void }) => {
        listeners.add(observer.next);
        return {
          closed: false,
          unsubscribe: () => listeners.delete(observer.next),
        };
      },
    }),
    /** Writes a line into the log of a step. */
    log(stepId: Step, status: Status, message: string) {
      id += 1;
      const event: LogEvent = {
        type: 'log',
        id,
        taskId: 'task-1',
        createdAt: '2026-01-01T00:00:00Z',
        body: { stepId, status, message },
      };
      listeners.forEach(listener => listener(event));
    },
  } as unknown as ScaffolderApi & {
    log(stepId: Step, status: Status, message: string): void;
  };
}
