import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Flex, Text } from '@backstage/ui';
import { RiCloseLine, RiFolderOpenLine, RiUpload2Line } from '@remixicon/react';
import { useRef, type ChangeEvent } from 'react';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { formatBytes } from '../shared/format';
import styles from './Files.module.css';
import { toChosen, withFiles, type ChosenFile } from './filesDraft';
import { usePictureDrop } from './usePictureDrop';

/** Where files are dropped or chosen, and the list of those that were. */
export function FilesChooser({
  files,
  isDisabled,
  onChange,
}: {
  files: ChosenFile[];
  isDisabled: boolean;
  onChange: (files: ChosenFile[]) => void;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const add = (added: Iterable<File>) =>
    onChange(withFiles(files, toChosen(added)));
  const { isOver, handlers } = usePictureDrop(data => add(data.files));
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    add(event.target.files ?? []);
    // The same file may be chosen again after it was changed.
    event.target.value = '';
  };
  return (
    <div
      className={styles.chooser}
      data-over={isOver || undefined}
      {...handlers}
    >
      <Text as="p" color="secondary">
        {t('files.drop')}
      </Text>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          variant="secondary"
          iconStart={<RiUpload2Line />}
          isDisabled={isDisabled}
          onPress={() => input.current?.click()}
        >
          {t('files.choose')}
        </Button>
        <Button
          variant="secondary"
          iconStart={<RiFolderOpenLine />}
          isDisabled={isDisabled}
          onPress={() => folder.current?.click()}
        >
          {t('files.chooseFolder')}
        </Button>
        {files.length > 1 && (
          <Button variant="tertiary" onPress={() => onChange([])}>
            {t('files.clear')}
          </Button>
        )}
      </Flex>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('files.choose')}
        onChange={take}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={t('files.chooseFolder')}
        onChange={take}
        {...{ webkitdirectory: '' }}
      />
      {files.length > 0 && (
        <ul className={styles.files} aria-label={t('files.chosen')}>
          {files.map(({ path, content }) => (
            <li key={path}>
              <span>{path}</span>
              <span>{formatBytes(content.size, language)}</span>
              <ButtonIcon
                aria-label={t('files.remove', { path })}
                icon={<RiCloseLine />}
                variant="tertiary"
                size="small"
                onPress={() =>
                  onChange(files.filter(file => file.path !== path))
                }
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
