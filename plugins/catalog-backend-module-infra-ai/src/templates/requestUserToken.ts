import type { Entity } from '@backstage/catalog-model';

/** Name under which the templates of this package expect the token. */
const SECRET = 'USER_OAUTH_TOKEN';

/**
 * Makes the repository pickers of a template ask the person to sign in to GitHub. It is not in the template itself: a
 * portal whose GitHub has no sign-in configured could not show it then.
 */
export function requestUserToken(template: Entity): Entity {
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
        requestUserCredentials: {
          secretsKey: SECRET,
          additionalScopes: { github: ['repo'] },
        },
      };
    }
  }
  return copy;
}
