import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Flex, Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import { infraAiAnalysisCreatePermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';
import { ImageInput } from './ImageInput';
import { useInputKind } from './inputKind';
import { RecentAnalyses } from './RecentAnalyses';
import { TextInput } from './TextInput';

/** Where an analysis starts: a description or a picture, samples to take, and what one did last. */
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
          {t(kind === 'image' ? 'picture.title' : 'form.title')}
        </Text>
        <Text as="p" variant="body-large" color="secondary">
          {t(kind === 'image' ? 'picture.intro' : 'form.intro')}
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
        onSelectionChange={key => setKind(key === 'image' ? 'image' : 'text')}
      >
        <TabList aria-label={t('input.label')}>
          <Tab id="text">{t('input.text')}</Tab>
          <Tab id="image">{t('input.image')}</Tab>
        </TabList>
        <TabPanel id="text" className={styles.panel}>
          <TextInput isDisabled={isDisabled} />
        </TabPanel>
        <TabPanel id="image" className={styles.panel}>
          <ImageInput isDisabled={isDisabled} />
        </TabPanel>
      </Tabs>
      <RecentAnalyses />
    </Flex>
  );
}
