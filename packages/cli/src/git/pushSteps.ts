import { Listr } from 'listr2';
import { messageOf } from '../lib/errors';
import { isInteractive } from '../lib/interactive';

/** How a step ended. */
export type StepStatus =
  | 'passed'
  | 'failed'
  | 'skipped'
  | 'not applicable'
  | 'not run';

/** A step of a push, as it is reported. */
export interface StepReport {
  name: string;
  status: StepStatus;
  /** What it found, why it failed or was not run. */
  detail?: string;
  seconds: number;
}

/** A step that is to be done. */
export interface Step {
  name: string;
  /** Why it is left out. */
  skip?: () => string | undefined;
  /** Nothing after it makes sense when it fails. */
  isVital: boolean;
  /** Answers with its detail, and whether there was nothing to do; throws when it fails. */
  run(onLine: (line: string) => void): Promise<StepResult>;
}

/** What a step that did not fail came to. */
export interface StepResult {
  detail?: string;
  status?: 'passed' | 'not applicable';
  /** The steps after it have nothing to do. */
  isEnd?: boolean;
}

/** Runs steps one after the other; their progress redraws on a terminal. */
export async function runSteps(
  steps: Step[],
  flags: { json?: boolean },
): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  let stopped = false;
  const listr = new Listr(
    steps.map(step => ({
      title: step.name,
      task: async (_: unknown, task) => {
        const start = Date.now();
        const report = (status: StepStatus, detail?: string) => {
          const seconds = Math.round((Date.now() - start) / 100) / 10;
          reports.push({ name: step.name, status, detail, seconds });
        };
        if (stopped) {
          report('not run');
          return task.skip(`${step.name}: not run`);
        }
        const reason = step.skip?.();
        if (reason !== undefined) {
          report('skipped', reason);
          return task.skip(`${step.name}: ${reason}`);
        }
        try {
          const result = await step.run(line => {
            task.output = line;
          });
          const { status = 'passed', detail, isEnd } = result;
          report(status, detail);
          stopped ||= isEnd ?? false;
          return status === 'passed'
            ? undefined
            : task.skip(`${step.name}: ${status}`);
        } catch (error) {
          report('failed', messageOf(error));
          stopped ||= step.isVital;
          // What went wrong is shown below, whole.
          throw new Error(step.name);
        }
      },
    })),
    {
      exitOnError: false,
      concurrent: false,
      // Elsewhere the table at the end says all.
      silentRendererCondition: flags.json || !isInteractive(),
    },
  );
  await listr.run();
  return reports;
}
