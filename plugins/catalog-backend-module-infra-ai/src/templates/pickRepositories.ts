import type { Entity } from '@backstage/catalog-model';

/** Name under which the templates of this package expect the token. */
const SECRET = 'USER_OAUTH_TOKEN';

/**
 * Gives the repository pickers of a template what depends on the portal, so cannot be in the template itself: the hosts to
 * choose from (without any, Backstage's picker offers none), and whether the person is asked to sign in to GitHub, which a
 * portal without a GitHub sign-in could not show.
 */
export function pickRepositories(
  template: Entity,
  options: { hosts: string[]; requireUserToken: boolean },
): Entity {
  const copy = structuredClone(template);
  const pages = (copy.spec?.parameters ?? []) as Array<{
    properties?: Record<string, Record<string, any>>;
  }>;
  for (const field of pages.flatMap(page =>
    Object.values(page.properties ?? {}),
  )) {
    if (field['ui:field'] === 'RepoUrlPicker') {
      field['ui:options'] = {
        ...field['ui:options'],
        allowedHosts: options.hosts,
        ...(options.requireUserToken
          ? {
              requestUserCredentials: {
                secretsKey: SECRET,
                additionalScopes: { github: ['repo'] },
              },
            }
          : {}),
      };
    }
  }
  return copy;
}
