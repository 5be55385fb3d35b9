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
import { checkPicture, firstFile, type PictureProblem } from './checkPicture';
import type { ImageDraft } from './draft';
import { FormFooter } from './FormFooter';
import { FormOptions } from './FormOptions';
import styles from './ImageForm.module.css';
import { PictureChooser } from './PictureChooser';
import type { PictureDraft } from './pictureDraft';
import { PicturePreview } from './PicturePreview';
import { usePictureDrop, usePicturePaste } from './usePictureDrop';

interface ImageFormProps {
  draft: ImageDraft;
  picture: PictureDraft | undefined;
  onChange: (changes: Partial<ImageDraft>) => void;
  onPicture: (picture: PictureDraft | undefined) => void;
  onSubmit: () => void;
  onCancel: () => void;
  isPending: boolean;
  isDisabled: boolean;
  /** Shown above the button: refusals, and what can be read here. */
  notices: ReactNode;
}

/** The form that starts the analysis of a picture; all of it takes what is dropped. */
export function ImageForm(props: ImageFormProps) {
  const { draft, picture, onChange, onPicture } = props;
  const { isPending, isDisabled, notices, onCancel } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [problem, setProblem] = useState<PictureProblem | 'none'>();
  const [extra, setExtra] = useState(false);

  const take = (data: DataTransfer | null | { files: FileList }) => {
    const found = firstFile(data as DataTransfer, t('picture.pasted'));
    if (!found.picture || isPending) {
      return;
    }
    setExtra(found.count > 1);
    const refused = checkPicture(found.picture);
    setProblem(refused);
    // What does not fit leaves the picture that is there.
    if (!refused) {
      onPicture(found.picture);
      onChange({ page: 1 });
    }
  };
  const { isOver, handlers } = usePictureDrop(take);
  usePicturePaste(take);

  const submit = () => {
    if (isPending || isDisabled) {
      return;
    }
    setProblem(picture ? undefined : 'none');
    if (picture) {
      props.onSubmit();
    }
  };

  return (
    <div {...handlers}>
      <Card>
        <CardBody>
          <form
            aria-label={t('picture.title')}
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              submit();
            }}
          >
            <Flex direction="column" gap="4">
              {picture ? (
                <PicturePreview
                  picture={picture}
                  page={draft.page}
                  isOver={isOver}
                  onPage={page => onChange({ page })}
                  onChoose={files => take({ files })}
                  onRemove={() => {
                    setProblem(undefined);
                    onPicture(undefined);
                  }}
                />
              ) : (
                <PictureChooser
                  isOver={isOver}
                  onChoose={files => take({ files })}
                />
              )}
              {problem && (
                <Text as="p" variant="body-small" color="danger" role="alert">
                  {t(`picture.problem.${problem}`)}
                </Text>
              )}
              {extra && !problem && (
                <Text as="p" variant="body-small" color="warning" role="status">
                  {t('picture.onlyOne')}
                </Text>
              )}
              <TextAreaField
                label={t('picture.description')}
                description={t('picture.descriptionHelp')}
                value={draft.description}
                onChange={description => onChange({ description })}
                onKeyDown={event => {
                  if (
                    event.key === 'Enter' &&
                    (event.ctrlKey || event.metaKey)
                  ) {
                    event.preventDefault();
                    submit();
                  }
                }}
                rows={2}
                maxLength={10_000}
                className={styles.description}
              />
              <Accordion>
                <AccordionTrigger
                  title={t('form.options')}
                  subtitle={t('form.optionsHint')}
                />
                <AccordionPanel>
                  <FormOptions
                    kind="image"
                    values={draft}
                    onChange={onChange}
                  />
                </AccordionPanel>
              </Accordion>
              {notices}
              {isPending && (
                <progress
                  className={styles.bar}
                  aria-label={t('picture.uploading')}
                />
              )}
              <FormFooter
                note={isPending ? t('picture.uploading') : t('picture.privacy')}
                isPending={isPending}
                isDisabled={isDisabled}
                onCancel={onCancel}
              />
            </Flex>
          </form>
        </CardBody>
      </Card>
    </div>
  );
}
