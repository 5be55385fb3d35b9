import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiSparkling2Line } from '@remixicon/react';
import type { ReactNode } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';

interface FormFooterProps {
  /** What is known of the input: its length, that it is on its way. */
  note: ReactNode;
  isPending: boolean;
  isDisabled: boolean;
  /** Gives up a request that is under way. */
  onCancel?: () => void;
}

/** The last line of both forms. */
export function FormFooter(props: FormFooterProps) {
  const { note, isPending, isDisabled, onCancel } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <Flex justify="between" align="center" gap="3" className={styles.footer}>
      <Text
        variant="body-small"
        color="secondary"
        role={isPending ? 'status' : undefined}
      >
        {note}
      </Text>
      <Flex align="center" gap="3">
        {isPending && onCancel ? (
          <Button variant="secondary" onPress={onCancel}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Text
            variant="body-small"
            color="secondary"
            className={styles.shortcut}
          >
            {t('form.submitHint')}
          </Text>
        )}
        <Button
          type="submit"
          variant="primary"
          iconStart={<RiSparkling2Line />}
          isPending={isPending}
          isDisabled={isDisabled}
        >
          {t('form.submit')}
        </Button>
      </Flex>
    </Flex>
  );
}
