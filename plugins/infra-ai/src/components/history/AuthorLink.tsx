import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';

/** The references that a sign-in gives are whole; a service's subject is none. */
const ENTITY_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

/** Who asked: a person of the catalog, or a service by its name. */
export function AuthorLink({ author }: { author: string }) {
  return ENTITY_REF.test(author) ? (
    <PersonLink entityRef={author} />
  ) : (
    <Text truncate title={author}>
      {author}
    </Text>
  );
}

function PersonLink({ entityRef }: { entityRef: string }) {
  const entityPath = useRouteRef(entityRouteRef);
  const { primaryTitle } = useEntityPresentation(entityRef);
  return (
    <Link
      href={entityPath(entityRouteParams(parseEntityRef(entityRef)))}
      title={entityRef}
      truncate
    >
      {primaryTitle}
    </Link>
  );
}
