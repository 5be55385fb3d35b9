import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Radio, RadioGroup, Select } from '@backstage/ui';
import type {
  PublishTargets,
  RepositoryVisibility,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './Publish.module.css';
import { RepositoryName } from './RepositoryName';
import type { Availability } from './useAvailability';

interface Values {
  owner: string;
  repo: string;
  visibility: RepositoryVisibility;
  updates: boolean;
}

interface PublishFieldsProps {
  targets: PublishTargets;
  values: Values;
  availability: Availability | undefined;
  onChange: (changes: Partial<Values>) => void;
}

/** Owner, name and visibility of the repository. */
export function PublishFields(props: PublishFieldsProps) {
  const { targets, values, availability, onChange } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (targets.owners.length === 0) {
    return (
      <Alert
        status="warning"
        icon
        title={t('publish.noOwners', { host: targets.host })}
      />
    );
  }
  // The repository exists: its visibility is what it is.
  const isThere = availability?.state === 'taken';
  return (
    <>
      <Select
        label={t('publish.owner')}
        value={values.owner}
        onChange={key => onChange({ owner: String(key) })}
        options={targets.owners.map(({ login, type }) => ({
          id: login,
          label: `${login} (${t(
            type === 'Organization' ? 'publish.organization' : 'publish.user',
          )})`,
        }))}
      />
      <RepositoryName
        base={`${targets.host}/${values.owner}`}
        slug={`${values.owner}/${values.repo}`}
        repo={values.repo}
        availability={availability}
        updates={values.updates}
        onRepo={repo => onChange({ repo })}
        onUpdates={updates => onChange({ updates })}
      />
      <RadioGroup
        label={t('publish.visibility')}
        description={isThere ? t('publish.visibilityKept') : undefined}
        isDisabled={isThere}
        value={values.visibility}
        onChange={value =>
          onChange({
            visibility: targets.visibilities.find(item => item === value),
          })
        }
      >
        {targets.visibilities.map(item => (
          <Radio key={item} value={item}>
            <span>
              {t(`publish.visibilities.${item}`)}
              <span className={styles.hint}>
                {' '}
                – {t(`publish.visibilityHelp.${item}`)}
              </span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </>
  );
}
