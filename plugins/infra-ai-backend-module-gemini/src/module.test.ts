import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  infraAiAnalyzersExtensionPoint,
  type InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';
import { TextRecognizer } from '@infra-ai/pictures';
import infraAiModuleGemini from '.';

describe('infraAiModuleGemini', () => {
  const { GEMINI_API_KEY } = process.env;

  beforeEach(() => {
    delete process.env.GEMINI_API_KEY;
  });
  afterAll(() => {
    if (GEMINI_API_KEY !== undefined) {
      process.env.GEMINI_API_KEY = GEMINI_API_KEY;
    }
  });

  const registered = async (data: object) => {
    const analyzers: InfrastructureAnalyzer[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          infraAiAnalyzersExtensionPoint,
          { addAnalyzer: analyzer => analyzers.push(analyzer) },
        ],
      ],
      features: [
        infraAiModuleGemini,
        mockServices.rootConfig.factory({ data }),
      ],
    });
    await backend.stop();
    return analyzers;
  };

  it('registers no analyzer without a key', async () => {
    expect(await registered({})).toEqual([]);
    expect(
      await registered({ infraAi: { gemini: { apiKey: '', model: 'x' } } }),
    ).toEqual([]);
  });

  it('registers the analyzer with a key in the configuration', async () => {
    const analyzers = await registered({
      infraAi: { gemini: { apiKey: 'key', model: 'gemini-3.7-flash' } },
    });
    expect(analyzers).toMatchObject([
      {
        id: 'gemini',
        title: 'Google Gemini',
        version: expect.stringContaining('gemini-3.7-flash/'),
      },
    ]);
  });

  it('registers the analyzer with nothing but GEMINI_API_KEY', async () => {
    process.env.GEMINI_API_KEY = 'key';
    expect(await registered({})).toMatchObject([{ id: 'gemini' }]);
  });

  it('ends the threads that read text when the back end stops', async () => {
    const close = jest.spyOn(TextRecognizer.prototype, 'close');
    await registered({});
    expect(close).not.toHaveBeenCalled();
    await registered({ infraAi: { gemini: { apiKey: 'key' } } });
    expect(close).toHaveBeenCalledTimes(1);
  });
});
