import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GeminiServer {
  url: string;
  /** Requests in the order they came, with the parsed body. */
  requests: Array<{ method: string; url: string; body: any }>;
  close(): Promise<void>;
}

type Handler = (
  response: ServerResponse,
  request: IncomingMessage,
) => void | Promise<void>;

/**
 * Answers one request after the other with what each handler writes, for what aimock does not say: error details,
 * token counts, chunks in a shape of our choice.
 */
export async function startGeminiServer(
  ...handlers: Handler[]
): Promise<GeminiServer> {
  const requests: GeminiServer['requests'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const handler = handlers[requests.length];
    requests.push({
      method: request.method!,
      url: request.url!,
      body: text ? JSON.parse(text) : undefined,
    });
    if (handler) {
      await handler(response, request);
    } else {
      response.writeHead(418).end();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

/** An error as the Google APIs send it. */
export function refuse(
  status: number,
  error: { message: string; status: string; details?: object[] },
  headers: Record<string, string> = {},
): Handler {
  return response => {
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error: { code: status, ...error } }));
  };
}

/** A stream of `streamGenerateContent?alt=sse`: one event per chunk, with CRLF as the API sends it. */
export function stream(chunks: object[]): Handler {
  return response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const chunk of chunks) {
      response.write(`data: ${JSON.stringify(chunk)}\r\n\r\n`);
    }
    response.end();
  };
}

/** The chunks of an answer, the text cut into `pieces`, with the counts growing as the API counts them. */
export function answerChunks(
  text: string,
  {
    pieces = 3,
    finishReason = 'STOP' as string | undefined,
    usage,
  }: {
    pieces?: number;
    finishReason?: string;
    usage?: Record<string, number>;
  } = {},
): object[] {
  const size = Math.ceil(text.length / pieces);
  return Array.from({ length: pieces }, (_, i) => ({
    candidates: [
      {
        content: {
          parts: [{ text: text.slice(i * size, (i + 1) * size) }],
          role: 'model',
        },
        index: 0,
        ...(i === pieces - 1 && finishReason ? { finishReason } : {}),
      },
    ],
    ...(usage
      ? {
          usageMetadata: {
            ...usage,
            candidatesTokenCount: Math.round(
              ((usage.candidatesTokenCount ?? 0) * (i + 1)) / pieces,
            ),
          },
        }
      : {}),
    modelVersion: 'gemini-3.8-flash',
    responseId: 'q2RkafX0D5-ukdUP',
  }));
}
