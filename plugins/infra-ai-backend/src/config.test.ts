import { ConfigReader } from '@backstage/config';
import { readInfraAiOptions } from './config';

describe('readInfraAiOptions', () => {
  it('has defaults for everything', () => {
    expect(readInfraAiOptions(new ConfigReader({}))).toEqual({
      defaultAnalyzer: undefined,
      defaultOwner: undefined,
      analysis: { timeoutMs: 300_000, concurrency: 2 },
      limits: {
        text: 100_000,
        model: 5_000_000,
        image: 10_000_000,
        imagePixels: 40_000_000,
        files: { count: 500, fileBytes: 1_000_000, totalBytes: 20_000_000 },
      },
      driftSchedule: undefined,
      publish: {
        templateRef: 'template:default/infra-ai-publish',
        visibilities: ['private', 'public', 'internal'],
        techdocs: false,
        requiresUserToken: false,
      },
    });
  });

  it.each([
    [{ defaultOwner: 'no owner' }, /infraAi.defaultOwner .*"no owner"/],
    [{ analysis: { concurrency: 0 } }, /infraAi.analysis.concurrency/],
    [{ analysis: { timeout: 'soon' } }, /analysis.timeout/],
    [{ limits: { textBytes: 1.5 } }, /infraAi.limits.textBytes/],
    [{ limits: { imageBytes: 0 } }, /infraAi.limits.imageBytes/],
    [{ limits: { imagePixels: -1 } }, /infraAi.limits.imagePixels/],
    [{ publish: { visibilities: ['secret'] } }, /publish.visibilities/],
    [{ publish: { visibilities: [] } }, /publish.visibilities/],
  ])('refuses %j', (infraAi, message) => {
    expect(() =>
      readInfraAiOptions(new ConfigReader({ infraAi } as any)),
    ).toThrow(message);
  });
});
