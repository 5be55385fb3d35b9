import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { toastApiRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraAiAnalysisCreatePermission,
  infraAiRepositoryReadPermission,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef, toProblem } from '../../api';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { useProblemText } from '../shared';

/** Path of the tab below the entity's page. */
export const INFRASTRUCTURE_PATH = '/infrastructure';

/** The menu item that analyzes an entity's repository and leads to the review. */
export function useAnalyzeMenuItem() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { entity } = useEntity();
  const api = useApi(infraAiApiRef);
  const toasts = useApi(toastApiRef);
  const analysisPath = useRouteRef(analysisRouteRef);
  const navigate = useNavigate();
  const speak = useProblemText();
  const create = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  const read = usePermission({ permission: infraAiRepositoryReadPermission });
  return {
    title: t('entity.analyze'),
    disabled: !create.allowed || !read.allowed,
    onClick: async () => {
      // The menu is gone at once, and a large repository takes some seconds to read.
      const { close } = toasts.post({
        title: t('entity.reading', {
          entity: entity.metadata.title ?? entity.metadata.name,
        }),
        status: 'info',
      });
      try {
        const { id } = await api.startRepositoryAnalysis({
          entityRef: stringifyEntityRef(entity),
        });
        navigate(analysisPath({ id }));
      } catch (error) {
        toasts.post({
          title: t('entity.refused'),
          description: speak(toProblem(error)),
          status: 'danger',
        });
      } finally {
        close();
      }
    },
  };
}
