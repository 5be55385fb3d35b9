import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The MCP server of a portal, and what it needs in place of the mocks of test back ends. */
export const mcpFeatures = [
  mcpPlugin,
  actionsRegistryServiceFactory,
  actionsServiceFactory,
];

/** Configuration that offers the plugin's actions as tools. */
export const mcpConfig = {
  actions: { pluginSources: ['infra-ai'] },
};

/** An MCP client as an agent has it, with the caller's `Authorization`. */
export async function connectMcp(server: Server, authorization: string) {
  const { port } = server.address() as AddressInfo;
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(
      new URL(`http://127.0.0.1:${port}/api/mcp-actions/v1`),
      { requestInit: { headers: { authorization } } },
    ),
  );
  return {
    client,
    listTools: async () => (await client.listTools()).tools,
    /** Answer of a tool; `text` is what the model reads. */
    call: async (name: string, args: object = {}) => {
      const result: any = await client.callTool({
        name: `infra-ai.${name}`,
        arguments: { ...args },
      });
      const text: string = result.content[0].text;
      return {
        text,
        isError: result.isError === true,
        output: result.structuredContent,
      };
    },
  };
}
