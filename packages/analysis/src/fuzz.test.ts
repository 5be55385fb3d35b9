import * as fc from 'fast-check';
import { anyInput } from './__testUtils__/anyInput';
import { cpuClock } from './__testUtils__/cpuClock';
import { endsWell } from './__testUtils__/endsWell';

/** Of each format. `yarn fuzz` analyzes more, in a process that may touch nothing. */
const RUNS = Number(process.env.INFRA_AI_FUZZ_RUNS ?? 25);
/** The usual run is the same each time; a longer one looks further. */
const options = {
  numRuns: RUNS,
  ...(process.env.INFRA_AI_FUZZ_RUNS ? {} : { seed: 20 }),
};
/** Far above what any input of this size takes; a slower machine must not fail the test. */
const MAX_MS = 3000;

const words = fc
  .array(
    fc.constantFrom(
      ...'the a orders service API calls and or , . which not no uses Kafka PostgreSQL stores in to from by ( ) : - sin usa la el de que servicio base datos en con y se llama both it they behind via Redis'.split(
        ' ',
      ),
    ),
    { maxLength: 120 },
  )
  .map(list => ({
    input: { kind: 'text' as const, text: list.join(' ') },
    source: 'auto' as const,
  }));

describe('any input', () => {
  jest.setTimeout(120_000 + RUNS * 500);

  it.each(Object.entries({ ...anyInput, words }))(
    'of %s ends in a valid model or a clear refusal, soon',
    async (_, arbitrary) => {
      const report = await fc.check(
        fc.asyncProperty(arbitrary, async input => {
          const worked = cpuClock();
          await endsWell(input);
          expect(worked()).toBeLessThan(MAX_MS);
        }),
        options,
      );
      expect(fc.defaultReportMessage(report)).toBeUndefined();
    },
  );
});
