import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { toastApiRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { infraAiAnalysisCreatePermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef, toProblem } from '../../api';
import { infraAiTranslationRef } from '../../translations';

/** Path of the tab below the entity's page. */
export const INFRASTRUCTURE_PATH = '/infrastructure';

/** The menu item that compares an entity with its repository and shows the result in its tab. */
export function useAnalyzeMenuItem() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { entity } = useEntity();
  const api = useApi(infraAiApiRef);
  const toasts = useApi(toastApiRef);
  const entityPath = useRouteRef(entityRouteRef);
  const navigate = useNavigate();
  const { allowed } = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  return {
    title: t('entity.analyze'),
    disabled: !allowed,
    onClick: async () => {
      try {
        await api.checkDrift(stringifyEntityRef(entity));
        navigate(
          `${entityPath(entityRouteParams(entity))}${INFRASTRUCTURE_PATH}`,
        );
      } catch (error) {
        toasts.post({
          title: t('drift.refused'),
          description: toProblem(error).message,
          status: 'danger',
        });
      }
    },
  };
}
