import { FakeInfraAiApi } from '../src/__testUtils__';

// Read at once: the page's first redirect drops the query.
const params = new URLSearchParams(window.location.search);

/** Milliseconds after which the pull requests of this page are merged. */
const MERGE_AFTER = 20_000;

/**
 * The fake API with the faults that the address asks for: `?fail=analysis`, `publish`, `start`, `list`, `upload`,
 * `picture`, `check`; `?vision=off` has no analyzer that looks at pictures. `acme/ticket-office` holds an earlier state,
 * so a publication there becomes a pull request, which is merged after a while. Kept on `window` so that a script can
 * look into it.
 */
export function createDevApi(): FakeInfraAiApi {
  const api = new FakeInfraAiApi({
    stepTime: Number(params.get('time') ?? 1200),
  });
  api.hasVision = params.get('vision') !== 'off';
  api.repositories.outdated.add('acme/ticket-office');
  setInterval(() => {
    for (const [id, { publications }] of api.analyses) {
      const isDue = publications.some(
        ({ pullRequest, completedAt }) =>
          pullRequest?.state === 'open' &&
          Date.now() - Date.parse(completedAt ?? '') > MERGE_AFTER,
      );
      if (isDue) {
        api.endPullRequest(id, 'merged');
      }
    }
  }, 1000);
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
    case 'upload':
      api.refuse.startImageAnalysis = {
        status: 413,
        name: 'InputError',
        message: 'The picture has 61 megapixels; the limit is 40',
        hint: 'Export it smaller, or crop it to the drawing',
      };
      break;
    case 'picture':
      api.refuse.getPicture = {
        status: 404,
        name: 'NotFoundError',
        message: 'The picture of this analysis is no longer stored',
      };
      break;
    case 'check':
      api.refuse.publish = {
        status: 404,
        name: 'NotFoundError',
        message: 'There is no owner "acme" on github.com',
        hint: 'Check the spelling of the owner',
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
