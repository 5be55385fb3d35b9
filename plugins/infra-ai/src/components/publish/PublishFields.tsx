import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Radio,
  RadioGroup,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import type {
  PublishTargets,
  RepositoryVisibility,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './Publish.module.css';
import { isRepositoryName } from './usePublishForm';

interface Values {
  owner: string;
  repo: string;
  visibility: RepositoryVisibility;
}

interface PublishFieldsProps {
  targets: PublishTargets;
  values: Values;
  /** The repository exists: its visibility is what it is. */
  isThere: boolean;
  onChange: (changes: Partial<Values>) => void;
}

/** Owner, name and visibility of the repository. */
export function PublishFields(props: PublishFieldsProps) {
  const { targets, values, isThere, onChange } = props;
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
  const isInvalid = !isRepositoryName(values.repo);
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
      <div>
        <TextField
          label={t('publish.repo')}
          description={t('publish.repoHelp', {
            url: `${targets.host}/${values.owner}/${values.repo || '…'}`,
          })}
          value={values.repo}
          onChange={repo => onChange({ repo })}
          isInvalid={isInvalid}
          isRequired
          autoComplete="off"
          maxLength={100}
        />
        {isInvalid && (
          <Text as="p" variant="body-small" color="danger" role="alert">
            {t('publish.repoInvalid')}
          </Text>
        )}
      </div>
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
