import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Card,
  CardBody,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { RiSparkling2Line } from '@remixicon/react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';
import type { Draft } from './draft';
import { FormOptions } from './FormOptions';

interface DescriptionFormProps {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
  onSubmit: () => void;
  isPending: boolean;
  isDisabled: boolean;
  /** Shown between the text and the button: refusals, undo. */
  notices: ReactNode;
}

/** The form that starts an analysis. */
export function DescriptionForm(props: DescriptionFormProps) {
  const { draft, onChange, onSubmit, isPending, isDisabled, notices } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [isEmpty, setIsEmpty] = useState(false);

  const submit = () => {
    if (isPending || isDisabled) {
      return;
    }
    const empty = !draft.description.trim();
    setIsEmpty(empty);
    if (!empty) {
      onSubmit();
    }
  };

  return (
    <Card>
      <CardBody>
        <form
          aria-label={t('form.title')}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            submit();
          }}
        >
          <Flex direction="column" gap="4">
            <TextAreaField
              label={t('form.description')}
              description={t('form.help')}
              placeholder={t('form.placeholder')}
              value={draft.description}
              onChange={description => {
                setIsEmpty(false);
                onChange({ description });
              }}
              isInvalid={isEmpty}
              onKeyDown={event => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                  event.preventDefault();
                  submit();
                }
              }}
              rows={9}
              className={styles.description}
            />
            {isEmpty && (
              <Text as="p" variant="body-small" color="danger" role="alert">
                {t('form.empty')}
              </Text>
            )}
            <Accordion className={styles.options}>
              <AccordionTrigger
                title={t('form.options')}
                subtitle={t('form.optionsHint')}
              />
              <AccordionPanel>
                <FormOptions draft={draft} onChange={onChange} />
              </AccordionPanel>
            </Accordion>
            {notices}
            <Flex
              justify="between"
              align="center"
              gap="3"
              className={styles.footer}
            >
              <Text variant="body-small" color="secondary">
                {t('form.characters', { count: draft.description.length })}
              </Text>
              <Flex align="center" gap="3">
                <Text
                  variant="body-small"
                  color="secondary"
                  className={styles.shortcut}
                >
                  {t('form.submitHint')}
                </Text>
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
          </Flex>
        </form>
      </CardBody>
    </Card>
  );
}
