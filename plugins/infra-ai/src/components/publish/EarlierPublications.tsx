import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Link,
} from '@backstage/ui';
import type { Publication } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { formatDateTime, useProblemText } from '../shared';
import styles from './Publish.module.css';

/** Publications of this analysis before the one shown. */
export function EarlierPublications({
  publications,
}: {
  publications: Publication[];
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const speak = useProblemText();
  if (publications.length === 0) {
    return null;
  }
  return (
    <Accordion>
      <AccordionTrigger
        title={t('publication.earlier')}
        subtitle={String(publications.length)}
      />
      <AccordionPanel>
        <ul className={styles.earlier}>
          {publications.map(item => {
            const repo = `${item.owner}/${item.repo}`;
            const url = item.pullRequest?.url ?? item.repositoryUrl;
            return (
              <li key={item.id}>
                {url ? (
                  <Link href={url} target="_blank">
                    {item.pullRequest
                      ? `${repo}#${item.pullRequest.number}`
                      : repo}
                  </Link>
                ) : (
                  repo
                )}{' '}
                · {t(statusKey(item))} ·{' '}
                {formatDateTime(item.createdAt, language)}
                {item.error && ` · ${speak(item.error)}`}
              </li>
            );
          })}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
}

function statusKey({ state, pullRequest }: Publication) {
  if (pullRequest) {
    return `publication.pullRequestState.${pullRequest.state}` as const;
  }
  if (state === 'failed') {
    return 'state.publishFailed';
  }
  return state === 'completed' ? 'state.published' : 'state.publishing';
}
