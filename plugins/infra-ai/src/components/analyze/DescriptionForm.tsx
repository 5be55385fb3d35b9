import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Card,
  CardBody,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { useState, type FormEvent, type ReactNode } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';
import type { Draft } from './draft';
import { FormFooter } from './FormFooter';
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
                <FormOptions kind="text" values={draft} onChange={onChange} />
              </AccordionPanel>
            </Accordion>
            {notices}
            <FormFooter
              note={t('form.characters', { count: draft.description.length })}
              isPending={isPending}
              isDisabled={isDisabled}
            />
          </Flex>
        </form>
      </CardBody>
    </Card>
  );
}
