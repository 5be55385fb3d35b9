import {
  CATALOG_FILTER_EXISTS,
  CatalogClient,
} from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CommandError, messageOf } from '../lib/errors';
import { readAppConfig } from '../platform/appConfig';
import type { Checkout } from '../platform/checkout';
import { readGithubApi, type GithubApi } from '../platform/githubApi';
import type { PortalApi } from '../platform/portalApi';

const PAGE = 100;

/** @throws CommandError when no GitHub is configured */
export async function connectGithub(checkout: Checkout): Promise<GithubApi> {
  return readGithubApi(await readAppConfig(checkout));
}

/** Addresses of all repositories of an organization or a user, archived ones left out. */
export async function listOrganization(
  github: GithubApi,
  name: string,
): Promise<Array<{ url: string }>> {
  const { octokit } = github;
  try {
    const { data: owner } = await octokit.rest.users.getByUsername({
      username: name,
    });
    const repositories =
      owner.type === 'Organization'
        ? await octokit.paginate(octokit.rest.repos.listForOrg, {
            org: name,
            per_page: PAGE,
          })
        : await octokit.paginate(octokit.rest.repos.listForUser, {
            username: name,
            per_page: PAGE,
          });
    return repositories
      .filter(({ archived }) => !archived)
      .map(({ clone_url, html_url }) => ({
        url: clone_url ?? `${html_url}.git`,
      }));
  } catch (error) {
    throw new CommandError(
      `The repositories of '${name}' at ${
        github.host
      } cannot be listed: ${messageOf(error)}`,
    );
  }
}

/** Addresses of the repositories that the catalog's entities come from, each once. */
export async function listCatalog(
  portal: PortalApi,
  github: GithubApi,
): Promise<Array<{ url: string }>> {
  const catalog = new CatalogClient({
    discoveryApi: { getBaseUrl: async id => `${portal.baseUrl}/api/${id}` },
  });
  const slugs = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor
        ? { cursor }
        : {
            filter: {
              'metadata.annotations.github.com/project-slug':
                CATALOG_FILTER_EXISTS,
            },
            fields: ['kind', 'metadata'],
            limit: PAGE,
          },
      { token: portal.token },
    );
    for (const entity of page.items) {
      const slug = entity.metadata.annotations?.['github.com/project-slug'];
      if (slug && /^[\w.-]+\/[\w.-]+$/.test(slug)) {
        slugs.add(slug);
      } else if (slug) {
        process.stderr.write(
          `${stringifyEntityRef(entity)} names no repository: '${slug}'\n`,
        );
      }
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  const { protocol } = new URL(github.apiBaseUrl);
  return [...slugs]
    .sort()
    .map(slug => ({ url: `${protocol}//${github.host}/${slug}.git` }));
}
