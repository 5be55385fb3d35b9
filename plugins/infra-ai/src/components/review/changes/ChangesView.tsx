import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type {
  CatalogChanges,
  EntityChange,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useContext, useEffect, useState } from 'react';
import { infraAiApiRef, isAbort } from '../../../api';
import { DraftContext } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import { EntityName, Loading, ProblemAlert } from '../../shared';
import styles from './ChangesView.module.css';

const KINDS = ['added', 'changed', 'missing', 'unchanged'] as const;

/** What the analysis says otherwise than the catalog, before anything is written. */
export function ChangesView({ analysisId }: { analysisId: string }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { changes, error, reload, isBehind } = useCatalogChanges(analysisId);
  if (error !== undefined) {
    return (
      <ProblemAlert
        title={t('catalogChanges.loadFailed')}
        problem={error}
        onRetry={reload}
      />
    );
  }
  if (!changes) {
    return <Loading height={240} />;
  }
  return (
    <Flex direction="column" gap="4">
      {isBehind && (
        <Alert status="info" icon title={t('catalogChanges.behind')} />
      )}
      <Text as="p" color="secondary">
        {t('catalogChanges.intro')}
      </Text>
      {KINDS.map(kind => (
        <Group
          key={kind}
          kind={kind}
          entities={changes.entities.filter(one => one.kind === kind)}
        />
      ))}
    </Flex>
  );
}

function Group({
  kind,
  entities,
}: {
  kind: (typeof KINDS)[number];
  entities: EntityChange[];
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (entities.length === 0) {
    return null;
  }
  return (
    <section className={styles.group}>
      <Text as="h3" variant="body-large" weight="bold">
        {t(`catalogChanges.${kind}`, { count: entities.length })}
      </Text>
      <ul className={styles.entities}>
        {entities.map(({ entityRef, title, details }) => (
          <li key={entityRef}>
            <EntityName entityRef={entityRef} title={title} />
            {details && <Fields details={details} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ details }: { details: EntityChange['details'] & {} }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <dl className={styles.fields}>
      {details.map(({ path, before, after }) => (
        <div key={path}>
          <dt>
            <code>{path}</code>
          </dt>
          <dd>
            {before !== undefined && (
              <del aria-label={t('catalogChanges.before', { value: before })}>
                {before}
              </del>
            )}
            {after !== undefined && (
              <ins aria-label={t('catalogChanges.after', { value: after })}>
                {after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Of what is saved; asked again once an edit is. */
function useCatalogChanges(analysisId: string) {
  const api = useApi(infraAiApiRef);
  const draft = useContext(DraftContext);
  const model = draft?.model;
  const isSettled = draft?.state !== 'unsaved' && draft?.state !== 'saving';
  const [round, setRound] = useState(0);
  const [changes, setChanges] = useState<CatalogChanges>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (!isSettled) {
      return undefined;
    }
    const controller = new AbortController();
    setError(undefined);
    api
      .getCatalogChanges(analysisId, { signal: controller.signal })
      .then(setChanges, reason => {
        if (!isAbort(reason)) {
          setError(reason);
        }
      });
    return () => controller.abort();
  }, [api, analysisId, round, model, isSettled]);
  return {
    changes,
    error,
    reload: () => setRound(current => current + 1),
    isBehind: draft !== undefined && draft.state !== 'saved',
  };
}
