import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Flex, Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import { infraAiAnalysisCreatePermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';
import { FilesInput } from './FilesInput';
import { ImageInput } from './ImageInput';
import { inputKinds, useInputKind } from './inputKind';
import { RecentAnalyses } from './RecentAnalyses';
import { TextInput } from './TextInput';

const TITLES = {
  text: { title: 'form.title', intro: 'form.intro' },
  image: { title: 'picture.title', intro: 'picture.intro' },
  files: { title: 'files.title', intro: 'files.intro' },
} as const;

/** Where an analysis starts: a description, a picture or files, samples to take, and what one did last. */
export function AnalyzeView() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const permission = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  const [kind, setKind] = useInputKind();
  const denied = !permission.loading && !permission.allowed;
  const isDisabled = denied || permission.loading;
  return (
    <Flex direction="column" gap="6" className={styles.view}>
      <div className={styles.hero}>
        <Text as="h1" variant="title-medium" weight="bold">
          {t(TITLES[kind].title)}
        </Text>
        <Text as="p" variant="body-large" color="secondary">
          {t(TITLES[kind].intro)}
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
      <Tabs
        selectedKey={kind}
        onSelectionChange={key =>
          setKind(inputKinds.find(item => item === key) ?? 'text')
        }
      >
        <TabList aria-label={t('input.label')}>
          <Tab id="text">{t('input.text')}</Tab>
          <Tab id="image">{t('input.image')}</Tab>
          <Tab id="files">{t('input.files')}</Tab>
        </TabList>
        <TabPanel id="text" className={styles.panel}>
          <TextInput isDisabled={isDisabled} />
        </TabPanel>
        <TabPanel id="image" className={styles.panel}>
          <ImageInput isDisabled={isDisabled} />
        </TabPanel>
        <TabPanel id="files" className={styles.panel}>
          <FilesInput isDisabled={isDisabled} />
        </TabPanel>
      </Tabs>
      <RecentAnalyses />
    </Flex>
  );
}
