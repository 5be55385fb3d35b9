import { mockServices } from '@backstage/backend-test-utils';
import { readGeminiOptions } from './config';
import { listPrices } from './cost/listPrices';

const read = (gemini?: object, env: NodeJS.ProcessEnv = {}) =>
  readGeminiOptions(
    mockServices.rootConfig({ data: gemini ? { infraAi: { gemini } } : {} }),
    env,
  );

describe('readGeminiOptions', () => {
  it('has defaults for everything but the key', () => {
    expect(read({ apiKey: 'key' })).toEqual({
      apiKey: 'key',
      model: 'gemini-3.8-flash',
      baseUrl: 'https://generativelanguage.googleapis.com',
      timeoutMs: 180_000,
      maxOutputTokens: 32_768,
      prices: listPrices,
    });
  });

  it('reads every field', () => {
    expect(
      read({
        apiKey: 'key',
        model: 'gemini-3.7-flash',
        baseUrl: 'http://localhost:4010/',
        timeout: { minutes: 1 },
        maxOutputTokens: 1000,
        prices: [
          { model: 'gemini-3.7-flash', input: 1, output: 2 },
          {
            model: 'gemini-3.7-flash',
            from: '2027-06-01',
            input: 3,
            output: 4,
          },
        ],
      }),
    ).toEqual({
      apiKey: 'key',
      model: 'gemini-3.7-flash',
      baseUrl: 'http://localhost:4010',
      timeoutMs: 60_000,
      maxOutputTokens: 1000,
      prices: {
        ...listPrices,
        'gemini-3.7-flash': [
          { input: 1, output: 2 },
          { from: '2027-06-01', input: 3, output: 4 },
        ],
      },
    });
    expect(read({ apiKey: 'key', timeout: '90s' })?.timeoutMs).toBe(90_000);
  });

  it('takes the key of the configuration before that of the environment', () => {
    const env = { GEMINI_API_KEY: 'from-env' };
    expect(read({ apiKey: 'configured' }, env)?.apiKey).toBe('configured');
    expect(read({ apiKey: '' }, env)?.apiKey).toBe('from-env');
    expect(read(undefined, env)?.apiKey).toBe('from-env');
  });

  it('is off without a key', () => {
    expect(read()).toBeUndefined();
    expect(read({ model: 'x' }, { GEMINI_API_KEY: ' ' })).toBeUndefined();
  });

  it.each([
    [{ apiKey: 'a–b' }, 'copy it again'],
    [{ model: 'models/x' }, 'infraAi.gemini.model'],
    [{ baseUrl: 'ftp://x' }, 'infraAi.gemini.baseUrl'],
    [{ baseUrl: 'x' }, 'infraAi.gemini.baseUrl'],
    [{ timeout: '0s' }, 'infraAi.gemini.timeout'],
    [{ timeout: 'soon' }, 'timeout'],
    [{ maxOutputTokens: 0.5 }, 'infraAi.gemini.maxOutputTokens'],
    [
      { prices: [{ model: 'x', from: 'soon', input: 1, output: 1 }] },
      'infraAi.gemini.prices',
    ],
  ])('names what is wrong: %j', (gemini, message) => {
    expect(() => read({ apiKey: 'key', ...gemini })).toThrow(message);
  });
});
