import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { useRef, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { DescriptionForm } from './DescriptionForm';
import { useDraft, type Draft } from './draft';
import { Samples } from './Samples';
import { sampleIds, type SampleId } from './sampleIds';
import { toRequest, useStartAnalysis } from './useStartAnalysis';

/** The tab for descriptions. */
export function TextInput({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [draft, setDraft] = useDraft();
  const [replaced, setReplaced] = useState<string>();
  const form = useRef<HTMLDivElement>(null);
  const analysis = useStartAnalysis(signal =>
    api.startTextAnalysis(
      { description: draft.description, ...toRequest(draft) },
      { signal },
    ),
  );

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
    analysis.clearRefusal();
    form.current?.scrollIntoView?.({ block: 'nearest' });
    form.current
      ?.querySelector<HTMLElement>('button[type="submit"]')
      ?.focus({ preventScroll: true });
  };

  return (
    <Flex direction="column" gap="6">
      <div ref={form}>
        <DescriptionForm
          draft={draft}
          onChange={change}
          onSubmit={analysis.start}
          isPending={analysis.isPending}
          isDisabled={isDisabled}
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
              {analysis.refusal !== undefined && (
                <ProblemAlert
                  title={t('form.refused')}
                  problem={analysis.refusal}
                />
              )}
            </>
          }
        />
      </div>
      <Samples onTake={takeSample} />
    </Flex>
  );
}
