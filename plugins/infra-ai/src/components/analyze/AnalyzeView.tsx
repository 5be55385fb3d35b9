import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { infraAiAnalysisCreatePermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import styles from './AnalyzeView.module.css';
import { DescriptionForm } from './DescriptionForm';
import { useDraft, type Draft } from './draft';
import { RecentAnalyses } from './RecentAnalyses';
import { Samples } from './Samples';
import { sampleIds, type SampleId } from './sampleIds';

/** Where an analysis starts: the description, samples to take, and what one did last. */
export function AnalyzeView() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analysisPath = useRouteRef(analysisRouteRef);
  const permission = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  const [draft, setDraft] = useDraft();
  const [replaced, setReplaced] = useState<string>();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const form = useRef<HTMLDivElement>(null);

  const change = (changes: Partial<Draft>) => {
    setDraft({ ...draft, ...changes });
    setReplaced(undefined);
  };

  const takeSample = (id: SampleId) => {
    const isSample = sampleIds.some(
      sample => t(`samples.${sample}.text`) === draft.description,
    );
    setReplaced(
      draft.description.trim() && !isSample ? draft.description : undefined,
    );
    setDraft({ ...draft, description: t(`samples.${id}.text`), name: '' });
    setRefusal(undefined);
    form.current?.scrollIntoView?.({ block: 'nearest' });
    form.current
      ?.querySelector<HTMLElement>('button[type="submit"]')
      ?.focus({ preventScroll: true });
  };

  const submit = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      const analysis = await api.startTextAnalysis({
        description: draft.description,
        ...(draft.name.trim() ? { name: draft.name.trim() } : {}),
        ...(draft.owner.trim() ? { owner: draft.owner.trim() } : {}),
        ...(draft.analyzer ? { analyzer: draft.analyzer } : {}),
      });
      navigate(analysisPath({ id: analysis.id }));
    } catch (error) {
      setRefusal(error);
      setPending(false);
    }
  };

  const denied = !permission.loading && !permission.allowed;
  return (
    <Flex direction="column" gap="6" className={styles.view}>
      <div className={styles.hero}>
        <Text as="h1" variant="title-medium" weight="bold">
          {t('form.title')}
        </Text>
        <Text as="p" variant="body-large" color="secondary">
          {t('form.intro')}
        </Text>
      </div>
      {denied && (
        <Alert
          status="info"
          icon
          title={t('form.notAllowed')}
          description={t('form.notAllowedHint', {
            permission: infraAiAnalysisCreatePermission.name,
          })}
        />
      )}
      <div ref={form}>
        <DescriptionForm
          draft={draft}
          onChange={change}
          onSubmit={submit}
          isPending={pending}
          isDisabled={denied || permission.loading}
          notices={
            <>
              {replaced !== undefined && (
                <Alert
                  status="info"
                  icon
                  title={t('form.replaced')}
                  customActions={
                    <Button
                      variant="secondary"
                      onPress={() => change({ description: replaced })}
                    >
                      {t('form.undo')}
                    </Button>
                  }
                />
              )}
              {refusal !== undefined && (
                <ProblemAlert title={t('form.refused')} problem={refusal} />
              )}
            </>
          }
        />
      </div>
      <Samples onTake={takeSample} />
      <RecentAnalyses />
    </Flex>
  );
}
