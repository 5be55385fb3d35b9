import { FakeInfraAiApi } from '../src/__testUtils__';

// Read at once: the page's first redirect drops the query.
const params = new URLSearchParams(window.location.search);

/**
 * The fake API with the faults that the address asks for: `?fail=analysis`, `?fail=publish`, `?fail=start`,
 * `?fail=list`. Kept on `window` so that a script can look into it.
 */
export function createDevApi(): FakeInfraAiApi {
  const api = new FakeInfraAiApi({
    stepTime: Number(params.get('time') ?? 1200),
  });
  switch (params.get('fail')) {
    case 'analysis':
      api.analysisProblem = {
        name: 'InputError',
        message: 'Nothing that looks like infrastructure was recognized',
        hint: 'Name services, databases or queues and how they are connected',
      };
      break;
    case 'publish':
      api.publicationProblem = {
        name: 'ConflictError',
        message: 'acme/web-shop exists already and was not made by this suite',
        hint: 'Choose another name, or delete the repository on GitHub',
      };
      break;
    case 'start':
      api.refuse.startTextAnalysis = {
        status: 413,
        name: 'InputError',
        message: 'The description has 120,000 bytes; the limit is 100,000',
        hint: 'Shorten it, or split it into several analyses',
      };
      break;
    case 'list':
      api.refuse.listAnalyses = {
        status: 503,
        name: 'ServiceUnavailableError',
        message: 'The database does not answer',
      };
      break;
    default:
  }
  (window as unknown as { infraAi: FakeInfraAiApi }).infraAi = api;
  return api;
}
