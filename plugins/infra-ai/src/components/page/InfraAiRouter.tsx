import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Container } from '@backstage/ui';
import { Navigate, Route, Routes } from 'react-router-dom';
import { analyzeRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { AnalyzeView } from '../analyze';
import { CompareView } from '../compare';
import { HealthView } from '../health';
import { HistoryView } from '../history';
import { AnalysisView } from '../review';
import { Surface } from '../shared';

/** What the page shows at each of its addresses. */
export function InfraAiRouter() {
  return (
    <Container>
      <Surface>
        <Routes>
          <Route path="/" element={<Navigate to="analyze" replace />} />
          <Route path="/analyze" element={<AnalyzeView />} />
          <Route path="/analyses" element={<HistoryView />} />
          <Route path="/analyses/compare" element={<CompareView />} />
          <Route path="/health" element={<HealthView />} />
          <Route path="/analyses/:id" element={<AnalysisView />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Surface>
    </Container>
  );
}

function NotFound() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyze = useRouteRef(analyzeRouteRef);
  return (
    <Alert
      status="warning"
      icon
      title={t('page.notFound.title')}
      customActions={
        <ButtonLink href={analyze()}>{t('page.notFound.action')}</ButtonLink>
      }
    />
  );
}
