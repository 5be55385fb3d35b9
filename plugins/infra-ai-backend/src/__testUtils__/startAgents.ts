import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { FakeAnalyzer, shopModel } from './FakeAnalyzer';
import { FakeScaffolder } from './FakeScaffolder';
import { connectMcp, mcpConfig, mcpFeatures } from './mcpClient';
import { startSandbox } from './sandboxRepository';
import { startBackend } from './startBackend';

export const ANA = mockCredentials.user.header('user:default/ana');
export const BOB = mockCredentials.user.header('user:default/bob');

/** A back end with the MCP server and a local GitHub, and the agents of two persons. */
export async function startAgents(db: Knex) {
  const analyzer = new FakeAnalyzer();
  const scaffolder = new FakeScaffolder();
  /** Names of permissions that nobody has. */
  const denied = new Set<string>();
  const decide = ({ permission: { name } }: any): any => ({
    result: denied.has(name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
  });
  const github = await startSandbox();
  const { server, audit, auditor } = await startBackend(db, {
    analyzers: [analyzer],
    scaffolder,
    config: {
      ...github.config,
      backend: { baseUrl: 'http://localhost', ...mcpConfig },
    },
    features: [
      ...mcpFeatures,
      mockServices.permissions.mock({
        authorize: async (requests: any[]) => requests.map(decide),
        authorizeConditional: async (requests: any[]) => requests.map(decide),
      }).factory,
    ],
  });
  const ana = await connectMcp(server, ANA);
  const bob = await connectMcp(server, BOB);
  return {
    analyzer,
    scaffolder,
    denied,
    github,
    server,
    audit,
    auditor,
    ana,
    bob,
    /** Id of a completed analysis of Ana. */
    analyze: async (description: string): Promise<string> =>
      (await ana.call('analyze-text', { description })).output.analysisId,
    reset() {
      denied.clear();
      scaffolder.tasks = [];
      analyzer.behavior = async () => ({ model: shopModel() });
    },
    async stop() {
      await ana.client.close();
      await bob.client.close();
      await github.stop();
    },
  };
}

export type Agents = Awaited<ReturnType<typeof startAgents>>;
