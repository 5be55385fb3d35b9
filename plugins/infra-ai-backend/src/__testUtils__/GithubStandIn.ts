import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

type Answer = { status: number; body: object };

/** The few REST routes of GitHub that the plugin reads, over HTTP. */
export class GithubStandIn {
  answers = defaultAnswers();
  requests: Array<{ path: string; token?: string }> = [];
  /** Keeps every request open without an answer. */
  silent = false;
  /** Ends every connection without an answer. */
  away = false;
  readonly #server: Server;

  static async start(): Promise<GithubStandIn> {
    const standIn = new GithubStandIn();
    standIn.#server.listen(0, '127.0.0.1');
    await once(standIn.#server, 'listening');
    return standIn;
  }

  private constructor() {
    this.#server = createServer((req, res) => {
      const path = req.url!;
      this.requests.push({ path, token: req.headers.authorization });
      if (this.away) {
        req.socket.destroy();
        return;
      }
      if (this.silent) {
        return;
      }
      const { status, body } = this.answers[path] ?? {
        status: 404,
        body: { message: 'Not Found' },
      };
      res
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(body));
    });
  }

  get config() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      integrations: {
        github: [
          {
            host: `127.0.0.1:${port}`,
            apiBaseUrl: `http://127.0.0.1:${port}`,
            token: 'the-token',
          },
        ],
      },
    };
  }

  reset(): void {
    this.answers = defaultAnswers();
    this.requests = [];
    this.silent = false;
    this.away = false;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

export function rateLimit(limit: number, remaining: number): Answer {
  return {
    status: 200,
    body: { resources: { core: { limit, remaining, reset: 1_800_000_000 } } },
  };
}

function defaultAnswers(): Record<string, Answer> {
  return {
    '/rate_limit': rateLimit(5_000, 4_999),
    '/user': { status: 200, body: { login: 'guest', type: 'User' } },
    '/user/orgs?per_page=100': { status: 200, body: [{ login: 'acme' }] },
    '/users/acme': { status: 200, body: { login: 'acme' } },
    '/repos/acme/taken': { status: 200, body: { full_name: 'acme/taken' } },
  };
}
