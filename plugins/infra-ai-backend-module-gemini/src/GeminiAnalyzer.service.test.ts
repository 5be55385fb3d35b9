import { createAnalyzer } from './__testUtils__/createAnalyzer';
import { materials } from './__testUtils__/materials';
import { mockGemini } from './__testUtils__/mockGemini';

describe.each(materials)(
  'GeminiAnalyzer, asked about $what',
  ({ input, answer }) => {
    const { gemini, answerWith, sent } = mockGemini();

    describe('an answer that breaks the schema', () => {
      const broken = {
        ...answer,
        elements: [{ ...answer.elements[0], kind: 'spaceship' }],
      };

      it('is asked for once more, with what was wrong', async () => {
        gemini.on({ sequenceIndex: 0 }, { content: JSON.stringify(broken) });
        gemini.on({ sequenceIndex: 1 }, { content: JSON.stringify(answer) });
        const { analyze } = createAnalyzer(gemini.url);

        const { model } = await analyze(input);

        expect(model.elements).toHaveLength(3);
        expect(sent()[0].user).not.toContain('refused');
        expect(sent()[1].user).toContain('refused: elements.0.kind');
      });

      it('fails the analysis the second time', async () => {
        answerWith(broken);
        const { analyze, waits } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow(
          expect.objectContaining({
            name: 'ServiceUnavailableError',
            message: expect.stringContaining('elements.0.kind'),
          }),
        );
        expect(gemini.getRequests()).toHaveLength(2);
        expect(waits).toEqual([]);
      });

      it('fails in the same way when it is no JSON', async () => {
        answerWith('{"elements": [ I am sorry');
        const { analyze } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow('it is not valid JSON');
        expect(gemini.getRequests()).toHaveLength(2);
        expect(sent()[1].user).not.toContain('sorry');
      });
    });

    describe('a service in trouble', () => {
      it('is asked again after 429, not before the time it names', async () => {
        gemini.on(
          { sequenceIndex: 0 },
          {
            error: { message: 'Slow down', type: 'RESOURCE_EXHAUSTED' },
            status: 429,
            retryAfter: 7,
          },
        );
        gemini.on({ sequenceIndex: 1 }, { content: JSON.stringify(answer) });
        const { analyze, waits, progress } = createAnalyzer(gemini.url);

        const { model } = await analyze(input);

        expect(model.elements).toHaveLength(3);
        expect(waits).toEqual([7_000]);
        expect(progress.map(({ step }) => step)).toEqual(
          expect.arrayContaining(['ask', 'retry', 'ask', 'read']),
        );
        expect(progress.find(({ step }) => step === 'retry')?.message).toBe(
          'Gemini is getting more requests than the quota of this key allows (429). Trying again in 7 s (2 of 5)',
        );
      });

      it('is given up after 503 for the fifth time', async () => {
        gemini.on(
          {},
          {
            error: { message: 'The model is overloaded', type: 'UNAVAILABLE' },
            status: 503,
          },
        );
        const { analyze, waits } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow(
          expect.objectContaining({
            name: 'ServiceUnavailableError',
            message:
              'Gemini is not available at the moment (503: The model is overloaded).',
            hint: 'Try again later, or choose another analyzer.',
          }),
        );
        expect(gemini.getRequests()).toHaveLength(5);
        expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
      });

      it('is asked again when the stream is cut', async () => {
        answerWith(answer, {
          chunkSize: 40,
          latency: 5,
          truncateAfterChunks: 3,
        });
        const { analyze, waits } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow(
          'The answer of Gemini broke off',
        );
        expect(gemini.getRequests()).toHaveLength(5);
        expect(waits).toHaveLength(4);
      });

      it('is asked again when it sends something that is no stream', async () => {
        answerWith(answer, { chaos: { malformedRate: 1 } });
        const { analyze } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow(
          'broke off or could not be read',
        );
        expect(gemini.getRequests()).toHaveLength(5);
      });

      it('is asked again when it hangs up', async () => {
        answerWith(answer, { chaos: { disconnectRate: 1 } });
        const { analyze } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow(
          /Gemini cannot be reached at 127\.0\.0\.1:\d+ \(UND_ERR_SOCKET\)/,
        );
        expect(gemini.getRequests()).toHaveLength(5);
      });

      it('does not keep anybody waiting longer than the timeout', async () => {
        answerWith(answer, { latency: 5_000 });
        const { analyze } = createAnalyzer(gemini.url, {
          options: { timeoutMs: 200 },
        });
        await expect(analyze(input)).rejects.toThrow(
          'Gemini did not finish within 0.2 seconds',
        );
      });
    });

    describe('an answer that Gemini did not finish', () => {
      it.each([
        ['length', 'did not fit into 4096 tokens'],
        ['content_filter', 'before the end (SAFETY)'],
        ['RECITATION', 'before the end (RECITATION)'],
      ])('is named: %s', async (finishReason, message) => {
        gemini.on(
          {},
          { content: JSON.stringify(answer).slice(0, 300), finishReason },
        );
        const { analyze, waits } = createAnalyzer(gemini.url);
        await expect(analyze(input)).rejects.toThrow(
          expect.objectContaining({
            name: 'InputError',
            message: expect.stringContaining(message),
          }),
        );
        expect(gemini.getRequests()).toHaveLength(1);
        expect(waits).toEqual([]);
      });
    });
  },
);
