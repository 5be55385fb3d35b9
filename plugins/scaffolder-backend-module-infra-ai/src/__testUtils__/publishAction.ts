import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import type {
  InfraAiApi,
  PublishedEvent,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { createPublishGithubAction } from '../actions';
import { readPublishConfig } from '../config';
import { InfraAi } from '../infraAi';
import { runAction, type ActionRun } from './runAction';
import type { TestGithub } from './TestGithub';
import { makeWorkspace } from './workspaces';

/** What one run of `infra-ai:publish:github` gave. */
export interface PublishRun extends ActionRun {
  events: PublishedEvent[];
}

/** Runs the action as a task would, from nothing, against the local GitHub. */
export async function runPublish(
  github: TestGithub,
  options: {
    input?: JsonObject;
    files?: Record<string, string>;
    taskId?: string;
    config?: JsonObject;
    isDryRun?: boolean;
    signal?: AbortSignal;
    allowed?: boolean;
    infraAi?: Partial<InfraAiApi>;
    fetch?: typeof fetch;
    /** Prepares the workspace further. */
    prepare?: (workspacePath: string) => Promise<void>;
  } = {},
): Promise<PublishRun> {
  const config = new ConfigReader({
    ...github.config,
    ...options.config,
  } as JsonObject);
  const integrations = ScmIntegrations.fromConfig(config);
  const run: Pick<PublishRun, 'events'> = { events: [] };
  const events = mockServices.events.mock({
    publish: async ({ eventPayload }) => {
      run.events.push(eventPayload as PublishedEvent);
    },
  });
  const action = createPublishGithubAction({
    infraAi: new InfraAi({
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      client: {
        getAnalysis: async () => ({ allowed: { update: true, publish: true } }),
        ...options.infraAi,
      } as unknown as InfraAiApi,
    }),
    integrations,
    githubCredentials:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    permissions: mockServices.permissions({
      result: (options.allowed === false ? 'DENY' : 'ALLOW') as any,
    }),
    events,
    config: readPublishConfig(config),
    clock: github.clock,
    fetch: options.fetch ?? fetch,
  });

  const workspacePath = await makeWorkspace();
  for (const [path, content] of Object.entries(
    options.files ?? { 'README.md': '# Shop\n' },
  )) {
    const file = join(workspacePath, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await options.prepare?.(workspacePath);
  return Object.assign(
    run,
    await runAction(action, {
      input: options.input ?? {},
      workspacePath,
      taskId: options.taskId,
      isDryRun: options.isDryRun,
      signal: options.signal,
    }),
  );
}
