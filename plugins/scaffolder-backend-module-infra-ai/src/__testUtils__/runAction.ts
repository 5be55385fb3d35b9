import { mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { makeWorkspace } from './workspaces';

/** What one run of an action gave. */
export interface ActionRun {
  output: Record<string, any>;
  log: string[];
  workspacePath: string;
}

/** Runs an action as a task does: its input checked against the schema, its log and output kept. */
export async function runAction(
  action: TemplateAction<any, any, any>,
  options: {
    input: JsonObject;
    workspacePath?: string;
    taskId?: string;
    isDryRun?: boolean;
    signal?: AbortSignal;
  },
): Promise<ActionRun> {
  const checked = validate(options.input, action.schema!.input!);
  if (!checked.valid) {
    throw new Error(`Invalid input: ${checked.errors.join(', ')}`);
  }
  const run: ActionRun = {
    output: {},
    log: [],
    workspacePath: options.workspacePath ?? (await makeWorkspace()),
  };
  const record = (message: string) => {
    run.log.push(message);
  };
  const context = createMockActionContext({
    input: options.input,
    workspacePath: run.workspacePath,
    task: { id: options.taskId ?? 'task-1' },
  });
  await action.handler({
    ...context,
    logger: Object.assign(mockServices.logger.mock(), {
      info: record,
      warn: record,
    }),
    signal: options.signal,
    isDryRun: options.isDryRun,
    createTemporaryDirectory: makeWorkspace,
    output: (name, value) => {
      run.output[name as string] = value;
    },
  });
  const outputs = Object.keys(
    (action.schema!.output as { properties: object }).properties,
  );
  const unknown = Object.keys(run.output).filter(
    name => !outputs.includes(name),
  );
  if (unknown.length > 0) {
    throw new Error(`Output that is not in the schema: ${unknown.join(', ')}`);
  }
  return run;
}
