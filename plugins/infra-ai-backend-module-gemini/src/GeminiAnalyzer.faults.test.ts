import { once } from 'node:events';
import { createAnalyzer } from './__testUtils__/createAnalyzer';
import {
  answerChunks,
  refuse,
  startGeminiServer,
  stream,
  type GeminiServer,
} from './__testUtils__/geminiServer';
import { materials } from './__testUtils__/materials';
import { sleep } from './client/sleep';

const usage = {
  promptTokenCount: 1_000,
  candidatesTokenCount: 400,
  thoughtsTokenCount: 100,
  totalTokenCount: 1_500,
};

describe.each(materials)('GeminiAnalyzer, asked about $what', material => {
  const { input } = material;
  const answerText = JSON.stringify(material.answer);
  let server: GeminiServer;

  const start = async (
    ...handlers: Parameters<typeof startGeminiServer>
  ): Promise<string> => {
    server = await startGeminiServer(...handlers);
    return server.url;
  };
  afterEach(async () => {
    await server.close();
  });

  describe('tokens and cost', () => {
    it('are those of the answer, its thinking included', async () => {
      const url = await start(stream(answerChunks(answerText, { usage })));
      const result = await createAnalyzer(url).analyze(input);
      expect(result.usage).toEqual({
        model: 'gemini-3.8-flash',
        inputTokens: 1_000,
        outputTokens: 500,
        costUsd: (1_000 * 0.75 + 500 * 3.75) / 1e6,
      });
    });

    it('follow the price of the day', async () => {
      const url = await start(stream(answerChunks(answerText, { usage })));
      const result = await createAnalyzer(url, {
        now: () => Date.parse('2027-01-01T00:00:00Z'),
      }).analyze(input);
      expect(result.usage?.costUsd).toBeCloseTo(
        (1_000 * 1.5 + 500 * 7.5) / 1e6,
        10,
      );
    });

    it('leave out the cost of a model without a known price', async () => {
      const url = await start(stream(answerChunks(answerText, { usage })));
      const result = await createAnalyzer(url, {
        options: { model: 'gemini-9-flash' },
      }).analyze(input);
      expect(result.usage).toEqual({
        model: 'gemini-9-flash',
        inputTokens: 1_000,
        outputTokens: 500,
      });
    });

    it('add up over every call that was billed', async () => {
      const broken = JSON.stringify({ elements: 'none' });
      const url = await start(
        refuse(503, { message: 'overloaded', status: 'UNAVAILABLE' }),
        stream(answerChunks(answerText, { usage, finishReason: '' })),
        stream(answerChunks(broken, { usage })),
        stream(answerChunks(answerText, { usage })),
      );
      const result = await createAnalyzer(url).analyze(input);
      expect(server.requests).toHaveLength(4);
      expect(result.usage).toMatchObject({
        inputTokens: 3_000,
        outputTokens: 1_500,
      });
    });

    it('are absent when Gemini counts nothing', async () => {
      const url = await start(stream(answerChunks(answerText)));
      const result = await createAnalyzer(url).analyze(input);
      expect(result).not.toHaveProperty('usage');
    });

    it('are logged when the analysis fails', async () => {
      const chunks = answerChunks(answerText, {
        usage,
        finishReason: 'MAX_TOKENS',
      });
      const { analyze, logger } = createAnalyzer(await start(stream(chunks)));
      await expect(analyze(input)).rejects.toThrow('did not fit');
      expect(logger.info).toHaveBeenCalledWith(
        'Gemini was paid for an analysis that failed',
        expect.objectContaining({ inputTokens: 1_000, outputTokens: 500 }),
      );
    });
  });

  it('waits as long as RetryInfo asks, before the header', async () => {
    const url = await start(
      refuse(
        429,
        {
          message: 'You exceeded your current quota.',
          status: 'RESOURCE_EXHAUSTED',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
              violations: [
                {
                  quotaId: 'GenerateRequestsPerMinutePerProjectPerModel',
                  quotaValue: '10',
                },
              ],
            },
            {
              '@type': 'type.googleapis.com/google.rpc.RetryInfo',
              retryDelay: '34.5s',
            },
          ],
        },
        { 'retry-after': '3' },
      ),
      stream(answerChunks(answerText)),
    );
    const { analyze, waits } = createAnalyzer(url, { random: () => 0.5 });
    await analyze(input);
    expect(waits).toEqual([34_750]);
  });

  it('does not begin a wait that outlasts the timeout', async () => {
    const url = await start(
      refuse(
        503,
        { message: 'overloaded', status: 'UNAVAILABLE' },
        { 'retry-after': '120' },
      ),
    );
    const { analyze, waits } = createAnalyzer(url);
    await expect(analyze(input)).rejects.toThrow(
      'Gemini is not available at the moment (503: overloaded)',
    );
    expect(waits).toEqual([]);
  });

  it('does not repeat a call when the quota of the day is spent', async () => {
    const url = await start(
      refuse(429, {
        message: 'You exceeded your current quota.',
        status: 'RESOURCE_EXHAUSTED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
            violations: [
              {
                quotaMetric:
                  'generativelanguage.googleapis.com/generate_content_free_tier_requests',
                quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
              },
            ],
          },
          {
            '@type': 'type.googleapis.com/google.rpc.RetryInfo',
            retryDelay: '11s',
          },
        ],
      }),
    );
    const { analyze, waits } = createAnalyzer(url);
    await expect(analyze(input)).rejects.toThrow(
      "Today's Gemini quota for gemini-3.8-flash is spent",
    );
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each([
    [
      'a key that is none',
      400,
      {
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'API_KEY_INVALID',
            domain: 'googleapis.com',
          },
        ],
      },
      'AuthenticationError',
      'Gemini refused the API key (400).',
      'Put a valid key in GEMINI_API_KEY',
    ],
    [
      'no authentication',
      401,
      {
        message: 'Request had invalid credentials.',
        status: 'UNAUTHENTICATED',
      },
      'AuthenticationError',
      'Gemini refused the API key (401).',
      'Put a valid key in GEMINI_API_KEY',
    ],
    [
      'a key without the right',
      403,
      { message: 'Permission denied.', status: 'PERMISSION_DENIED' },
      'AuthenticationError',
      'The Gemini API key may not use gemini-3.8-flash (403: Permission denied).',
      "Check the key's restrictions",
    ],
    [
      'a model that is gone',
      404,
      { message: 'models/x is not found', status: 'NOT_FOUND' },
      'ServiceUnavailableError',
      'Gemini has no model "gemini-3.8-flash" (404: models/x is not found).',
      'Set infraAi.gemini.model',
    ],
    [
      'a request that is too large',
      400,
      {
        message: 'The input token count exceeds the maximum.',
        status: 'INVALID_ARGUMENT',
      },
      'ServiceUnavailableError',
      'Gemini refused the request (400: The input token count exceeds the maximum).',
      'Change the material',
    ],
    [
      'a request with too many bytes',
      400,
      {
        message: 'Request payload size exceeds the limit: 20971520 bytes.',
        status: 'INVALID_ARGUMENT',
      },
      'InputError',
      'The material is too large for Gemini (400: Request payload size exceeds the limit: 20971520 bytes).',
      'Send less of it',
    ],
    [
      'a picture that Gemini cannot read',
      400,
      {
        message:
          'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
        status: 'INVALID_ARGUMENT',
      },
      'InputError',
      'Gemini cannot read the picture (400: Unable to process input image.',
      'Save it as PNG',
    ],
  ])(
    'names %s and does not repeat the call',
    async (_, status, error, name, message, hint) => {
      const { analyze, waits } = createAnalyzer(
        await start(refuse(status, error)),
      );
      await expect(analyze(input)).rejects.toThrow(
        expect.objectContaining({
          name,
          message: expect.stringContaining(message),
          hint: expect.stringContaining(hint),
        }),
      );
      expect(server.requests).toHaveLength(1);
      expect(waits).toEqual([]);
    },
  );

  it('names a request that is too large for the front door, which answers in HTML', async () => {
    const url = await start(response => {
      response
        .writeHead(413, { 'content-type': 'text/html' })
        .end('<html><title>413 Request Entity Too Large</title></html>');
    });
    const { analyze, waits } = createAnalyzer(url);
    await expect(analyze(input)).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: 'The material is too large for Gemini (413).',
        hint: 'Send less of it: a smaller picture, or a shorter description.',
      }),
    );
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('names material that Gemini does not read', async () => {
    const url = await start(
      stream([
        {
          promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
          usageMetadata: { promptTokenCount: 12, totalTokenCount: 12 },
        },
      ]),
    );
    await expect(createAnalyzer(url).analyze(input)).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('PROHIBITED_CONTENT'),
      }),
    );
  });

  it('asks again when a stream ends without saying that it is whole', async () => {
    const url = await start(
      stream(answerChunks(answerText, { finishReason: '' })),
      stream(answerChunks(answerText)),
    );
    const { analyze, waits } = createAnalyzer(url);
    await expect(analyze(input)).resolves.toHaveProperty('model');
    expect(waits).toHaveLength(1);
  });

  it('names the host that it cannot reach, and why', async () => {
    const url = await start();
    await server.close();
    const { analyze } = createAnalyzer(url);
    await expect(analyze(input)).rejects.toThrow(
      `Gemini cannot be reached at ${new URL(url).host} (ECONNREFUSED)`,
    );
  });

  describe('cancelling', () => {
    it('ends the HTTP request and rejects with the reason', async () => {
      const controller = new AbortController();
      let closed: Promise<unknown> | undefined;
      const url = await start(response => {
        closed = once(response, 'close');
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(
          `data: ${JSON.stringify(answerChunks(answerText)[0])}\r\n\r\n`,
        );
      });
      const { analyze, progress } = createAnalyzer(url);
      const cancel = async () => {
        while (!progress.some(({ step }) => step === 'read')) {
          await sleep(5, AbortSignal.timeout(5_000));
        }
        controller.abort(new Error('Cancelled by Ana'));
      };

      await Promise.all([
        expect(analyze(input, controller.signal)).rejects.toThrow(
          'Cancelled by Ana',
        ),
        cancel(),
      ]);

      await closed;
      expect(server.requests).toHaveLength(1);
    });

    it('ends a wait between two calls', async () => {
      const controller = new AbortController();
      const url = await start(
        refuse(503, { message: 'overloaded', status: 'UNAVAILABLE' }),
      );
      const { analyze } = createAnalyzer(url, { sleep });
      const result = analyze(input, controller.signal);
      setTimeout(() => controller.abort(new Error('Cancelled by Ana')), 300);
      await expect(result).rejects.toThrow('Cancelled by Ana');
    });

    it('makes no call when it came first', async () => {
      const { analyze } = createAnalyzer(await start());
      await expect(
        analyze(input, AbortSignal.abort(new Error('Too late'))),
      ).rejects.toThrow('Too late');
      expect(server.requests).toHaveLength(0);
    });
  });

  describe('the health check', () => {
    const signal = new AbortController().signal;

    it('asks for the model and costs nothing', async () => {
      const url = await start(response => {
        response.end(JSON.stringify({ name: 'models/gemini-3.8-flash' }));
      });
      await createAnalyzer(url).analyzer.checkHealth({ signal });
      expect(server.requests).toMatchObject([
        { method: 'GET', url: '/v1beta/models/gemini-3.8-flash' },
      ]);
    });

    it('names a bad key', async () => {
      const url = await start(
        refuse(400, {
          message: 'API key not valid.',
          status: 'INVALID_ARGUMENT',
          details: [{ reason: 'API_KEY_INVALID' }],
        }),
      );
      await expect(
        createAnalyzer(url).analyzer.checkHealth({ signal }),
      ).rejects.toThrow('Gemini refused the API key (400)');
    });

    it('does not wait for ever', async () => {
      const url = await start(() => {});
      await expect(
        createAnalyzer(url).analyzer.checkHealth({
          signal: AbortSignal.timeout(100),
        }),
      ).rejects.toThrow('timeout');
    });
  });
});
