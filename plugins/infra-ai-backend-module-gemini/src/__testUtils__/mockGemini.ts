import { isChatCompletionBody, LLMock } from '@copilotkit/aimock';

type FixtureOptions = Parameters<LLMock['on']>[2];

/** A stand-in for the Gemini API that speaks HTTP, for the tests of one `describe`. */
export function mockGemini() {
  const gemini = new LLMock({ port: 0, strict: true });

  beforeAll(async () => {
    await gemini.start();
  });
  beforeEach(() => {
    gemini.reset();
  });
  afterAll(async () => {
    await gemini.stop();
  });

  return {
    gemini,
    /** Answers every call with the same. */
    answerWith: (answer: object | string, more: FixtureOptions = {}) => {
      gemini.on(
        {},
        {
          content: typeof answer === 'string' ? answer : JSON.stringify(answer),
        },
        more,
      );
    },
    /** What arrived at the API: our instruction and the words of our prompt. */
    sent: () =>
      gemini.getRequests().map(({ body }) => {
        if (!isChatCompletionBody(body)) {
          throw new Error('No prompt arrived');
        }
        const [system, user] = body.messages;
        return { system: `${system.content}`, user: `${user.content}` };
      }),
  };
}
