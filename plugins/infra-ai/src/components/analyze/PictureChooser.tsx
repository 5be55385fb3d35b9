import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiCameraLine, RiImageAddLine } from '@remixicon/react';
import { useRef } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { ACCEPTED } from './checkPicture';
import styles from './ImageForm.module.css';

interface PictureChooserProps {
  isOver: boolean;
  onChoose: (files: FileList) => void;
}

/** The empty place for a picture, with the ways to fill it. */
export function PictureChooser({ isOver, onChoose }: PictureChooserProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <div className={styles.chooser} data-over={isOver || undefined}>
      <span className={styles.chooserIcon} aria-hidden>
        <RiImageAddLine size={28} />
      </span>
      <Text as="p" variant="body-large" weight="bold">
        {t(isOver ? 'picture.release' : 'picture.drop')}
      </Text>
      <Flex gap="2" justify="center" className={styles.wrap}>
        <FileButton onChoose={onChoose} />
        <CameraButton onChoose={onChoose} />
      </Flex>
      <Text as="p" variant="body-small" color="secondary">
        {t('picture.formats')}
      </Text>
    </div>
  );
}

interface FileButtonProps {
  onChoose: (files: FileList) => void;
  isReplacing?: boolean;
}

/** Opens the file dialog. */
export function FileButton({ onChoose, isReplacing }: FileButtonProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={isReplacing ? 'secondary' : 'primary'}
        size={isReplacing ? 'small' : 'medium'}
        onPress={() => input.current?.click()}
      >
        {t(isReplacing ? 'picture.replace' : 'picture.choose')}
      </Button>
      <HiddenInput
        inputRef={input}
        label={t('picture.choose')}
        accept={ACCEPTED}
        onChoose={onChoose}
      />
    </>
  );
}

/** Takes a photo; for devices with a touch screen, where `capture` opens the camera. */
function CameraButton({ onChoose }: FileButtonProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className={styles.camera}>
      <Button
        variant="secondary"
        size="medium"
        iconStart={<RiCameraLine />}
        onPress={() => input.current?.click()}
      >
        {t('picture.camera')}
      </Button>
      <HiddenInput
        inputRef={input}
        label={t('picture.camera')}
        accept="image/*"
        capture="environment"
        onChoose={onChoose}
      />
    </span>
  );
}

function HiddenInput(props: {
  inputRef: React.RefObject<HTMLInputElement>;
  label: string;
  accept: string;
  capture?: 'environment';
  onChoose: (files: FileList) => void;
}) {
  const { inputRef, label, accept, capture, onChoose } = props;
  return (
    <input
      ref={inputRef}
      type="file"
      accept={accept}
      capture={capture}
      aria-label={label}
      // The button beside it is the way in.
      hidden
      onChange={event => {
        if (event.target.files?.length) {
          onChoose(event.target.files);
        }
        // The same file can be chosen again after it was removed.
        event.target.value = '';
      }}
    />
  );
}
