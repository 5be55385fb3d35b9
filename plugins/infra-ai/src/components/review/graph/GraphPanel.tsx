import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ErrorBoundary } from '@backstage/core-components';
import { Skeleton } from '@backstage/ui';
import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Suspense, lazy } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import type { ElementFocus } from '../ElementFocus';
import styles from './GraphPanel.module.css';

// The graph library and the layout are loaded when there is a graph to show.
const GraphView = lazy(() =>
  import('./GraphView').then(module => ({ default: module.GraphView })),
);

export interface GraphPanelProps extends ElementFocus {
  model: InfrastructureModel;
}

/** The model as a graph. */
export function GraphPanel(props: GraphPanelProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <section className={styles.panel} aria-label={t('graph.label')}>
      <ErrorBoundary>
        <Suspense
          fallback={
            <div role="status" aria-label={t('graph.layingOut')}>
              <Skeleton width="100%" height={480} />
            </div>
          }
        >
          <GraphView {...props} />
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}
