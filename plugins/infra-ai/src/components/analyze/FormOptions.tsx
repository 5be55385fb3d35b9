import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Grid, Select, TextField } from '@backstage/ui';
import type { AnalyzerInfo } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import type { Draft } from './draft';

const DEFAULT = 'default';

interface FormOptionsProps {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
}

/** What a person may set and need not. */
export function FormOptions({ draft, onChange }: FormOptionsProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyzers = useTextAnalyzers();
  const standard = analyzers.find(analyzer => analyzer.default);
  return (
    <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
      <TextField
        label={t('form.name')}
        description={t('form.nameHelp')}
        value={draft.name}
        onChange={name => onChange({ name })}
        maxLength={100}
      />
      <TextField
        label={t('form.owner')}
        description={t('form.ownerHelp')}
        placeholder="group:default/platform"
        value={draft.owner}
        onChange={owner => onChange({ owner })}
        maxLength={200}
      />
      {analyzers.length > 1 && (
        <Select
          label={t('form.analyzer')}
          value={draft.analyzer || DEFAULT}
          onChange={key =>
            onChange({ analyzer: key === DEFAULT ? '' : String(key) })
          }
          options={[
            {
              id: DEFAULT,
              label: t('form.analyzerDefault', {
                title: standard?.title ?? '',
              }),
            },
            ...analyzers.map(({ id, title }) => ({ id, label: title })),
          ]}
        />
      )}
    </Grid.Root>
  );
}

/** Without the list the default analyzer still runs, so a failure here is not worth an error. */
function useTextAnalyzers(): AnalyzerInfo[] {
  const api = useApi(infraAiApiRef);
  const [analyzers, setAnalyzers] = useState<AnalyzerInfo[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    api.listAnalyzers({ signal: controller.signal }).then(
      all =>
        setAnalyzers(all.filter(({ accepts }) => accepts.includes('text'))),
      () => setAnalyzers([]),
    );
    return () => controller.abort();
  }, [api]);
  return analyzers;
}
