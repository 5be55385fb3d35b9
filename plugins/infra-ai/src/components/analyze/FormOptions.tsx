import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Grid, Select, TextField } from '@backstage/ui';
import { infraAiTranslationRef } from '../../translations';
import type { Options } from './draft';
import type { InputKind } from './inputKind';
import { useAnalyzers } from './useAnalyzers';

const DEFAULT = 'default';

interface FormOptionsProps {
  kind: InputKind;
  values: Options;
  onChange: (changes: Partial<Options>) => void;
}

/** What a person may set and need not. */
export function FormOptions({ kind, values, onChange }: FormOptionsProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyzers = (useAnalyzers() ?? []).filter(({ accepts }) =>
    accepts.includes(kind),
  );
  const standard = analyzers.find(analyzer => analyzer.default);
  return (
    <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
      <TextField
        label={t('form.name')}
        description={t('form.nameHelp')}
        value={values.name}
        onChange={name => onChange({ name })}
        maxLength={100}
      />
      <TextField
        label={t('form.owner')}
        description={t('form.ownerHelp')}
        placeholder="group:default/platform"
        value={values.owner}
        onChange={owner => onChange({ owner })}
        maxLength={200}
      />
      {analyzers.length > 1 && (
        <Select
          label={t('form.analyzer')}
          value={values.analyzer || DEFAULT}
          onChange={key =>
            onChange({ analyzer: key === DEFAULT ? '' : String(key) })
          }
          options={[
            {
              id: DEFAULT,
              label: standard
                ? t('form.analyzerDefault', { title: standard.title })
                : t('form.analyzerAny'),
            },
            ...analyzers.map(({ id, title }) => ({ id, label: title })),
          ]}
        />
      )}
    </Grid.Root>
  );
}
