import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  Alert,
  Box,
  Flex,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { infraAiAnalysisCreatePermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import { Surface } from '../shared';
import { AnalysisResult } from './AnalysisResult';
import { FilesTab } from './FilesTab';
import { PictureTab } from './PictureTab';
import { TextTab } from './TextTab';

/** The wizard's field for what to publish: analyzes a description, a picture or files; its value is the analysis' id. */
export function InfraAiInput(
  props: FieldExtensionComponentProps<string | undefined>,
) {
  const { formData, onChange, schema, formContext } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const permission = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  const denied = !permission.loading && !permission.allowed;
  // Of an OwnerPicker named `owner` in the same template.
  const owner: unknown = formContext?.formData?.owner;
  const tabProps = {
    owner: typeof owner === 'string' && owner ? owner : undefined,
    isDisabled: permission.loading || denied,
    onStarted: (id: string) => onChange(id),
  };
  return (
    <Surface>
      <Flex direction="column" gap="3">
        {schema.title && (
          <Text as="h2" variant="body-large" weight="bold">
            {schema.title}
          </Text>
        )}
        {schema.description && (
          <Text color="secondary">{schema.description}</Text>
        )}
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
        {formData ? (
          <AnalysisResult id={formData} onDiscard={() => onChange('')} />
        ) : (
          // The wizard's card is none of the design system's, and fields would take the card's own color.
          <Box bg="neutral">
            <Tabs>
              <TabList aria-label={t('input.label')}>
                <Tab id="text">{t('input.text')}</Tab>
                <Tab id="image">{t('input.image')}</Tab>
                <Tab id="files">{t('input.files')}</Tab>
              </TabList>
              <TabPanel id="text">
                <TextTab {...tabProps} />
              </TabPanel>
              <TabPanel id="image">
                <PictureTab {...tabProps} />
              </TabPanel>
              <TabPanel id="files">
                <FilesTab {...tabProps} />
              </TabPanel>
            </Tabs>
          </Box>
        )}
      </Flex>
    </Surface>
  );
}
