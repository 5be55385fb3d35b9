import { NotFoundError } from '@backstage/errors';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';

interface FakeTask {
  id: string;
  status: 'open' | 'processing' | 'completed' | 'failed' | 'cancelled';
  createdAt: string;
  values: Record<string, any>;
  secrets?: Record<string, string>;
  createdBy: unknown;
  completion?: Record<string, any>;
}

/** Output of the template that publishes. */
export const shopOutput = {
  repositoryUrl: 'https://github.example.com/acme/shop',
  commit: 'c0ffee',
  entityRefs: ['system:default/shop', 'component:default/shop-web-shop'],
};

/** A scaffolder whose tasks end when a test says so. */
export class FakeScaffolder {
  tasks: FakeTask[] = [];
  /** Ids of the tasks that were to be cancelled. */
  cancelled: string[] = [];
  /** Thrown by the next `scaffold`. */
  refusal?: Error;
  /** Ends new tasks at once. */
  autoComplete = false;

  complete(index = 0, output: Record<string, any> = shopOutput) {
    Object.assign(this.tasks[index], {
      status: 'completed',
      completion: { message: 'Run completed', output },
    });
  }

  fail(index: number, error: { name: string; message: string }) {
    Object.assign(this.tasks[index], {
      status: 'failed',
      completion: { message: 'Run completed with status: failed', error },
    });
  }

  readonly service = {
    scaffold: async (
      request: {
        templateRef: string;
        values: Record<string, any>;
        secrets?: Record<string, string>;
      },
      options: { credentials: BackstageCredentials },
    ) => {
      if (this.refusal) {
        throw this.refusal;
      }
      const task: FakeTask = {
        id: `task-${this.tasks.length + 1}`,
        status: 'processing',
        createdAt: new Date().toISOString(),
        values: request.values,
        secrets: request.secrets,
        createdBy: options.credentials.principal,
      };
      this.tasks.push(task);
      if (this.autoComplete) {
        this.complete(this.tasks.length - 1);
      }
      return { taskId: task.id };
    },
    cancelTask: async ({ taskId }: { taskId: string }) => {
      if (!this.tasks.some(({ id }) => id === taskId)) {
        throw new NotFoundError(`No task ${taskId}`);
      }
      // Only a living worker ends a task that was cancelled.
      this.cancelled.push(taskId);
      return { status: 'cancelled' };
    },
    getTask: async ({ taskId }: { taskId: string }) => {
      const task = this.tasks.find(({ id }) => id === taskId);
      if (!task) {
        throw new NotFoundError(`No task ${taskId}`);
      }
      return { ...task, spec: { parameters: task.values } };
    },
    listTasks: async () => ({
      items: this.tasks.map(task => ({
        ...task,
        spec: { parameters: task.values },
      })),
      totalItems: this.tasks.length,
    }),
    getLogs: async ({ taskId }: { taskId: string }) => {
      const task = this.tasks.find(({ id }) => id === taskId);
      return task?.completion
        ? [{ id: 1, taskId, type: 'completion', body: task.completion }]
        : [];
    },
  } as unknown as ScaffolderService;
}
