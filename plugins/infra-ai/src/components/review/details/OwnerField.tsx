import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import { RiGroupLine, RiUserLine } from '@remixicon/react';
import { useState } from 'react';
import type { DraftProblem } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import { useTextEdit } from '../useTextEdit';
import styles from './Details.module.css';
import { useOwnerSuggestions } from './useOwnerSuggestions';

/** What the model's schema allows. */
const MAX_LENGTH = 200;

interface OwnerFieldProps {
  value: string;
  problems: DraftProblem[];
  /** Told once the person is done; undefined for no value. */
  onChange: (value: string | undefined) => void;
}

/** The owner: a group or person of the catalog, or what the person types. */
export function OwnerField(props: OwnerFieldProps) {
  const { value, problems, onChange } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { text, setText, onBlur, onKeyDown } = useTextEdit(props);
  const [isOpen, setIsOpen] = useState(false);
  // All are shown until the person types: what is there already is no search.
  const { state, owners } = useOwnerSuggestions(
    text === value ? '' : text.trim(),
    isOpen,
  );
  const options = owners.map(({ ref, title }) => ({
    id: ref,
    label: ref,
    description: title === ref ? undefined : title,
    leadingIcon: ref.startsWith('user:') ? (
      <RiUserLine size={16} />
    ) : (
      <RiGroupLine size={16} />
    ),
  }));
  const hint =
    state === 'failed' ? t('details.ownersFailed') : t('details.noOwners');
  const choose = (owner: string) => {
    setText(owner);
    if (owner !== value) {
      onChange(owner);
    }
  };
  return (
    <div>
      <Combobox
        label={t('details.owner')}
        size="small"
        allowsCustomValue
        menuTrigger="input"
        isInvalid={problems.some(({ severity }) => severity === 'error')}
        options={
          options.length > 0 || state === 'loading'
            ? options
            : [{ id: ':none', label: hint, disabled: true }]
        }
        search={{
          mode: 'server',
          inputValue: text,
          onInputChange: typed => setText(typed.slice(0, MAX_LENGTH)),
        }}
        loading={{ state: state === 'loading' ? 'filtering' : 'idle' }}
        value={value || null}
        onChange={key => {
          if (typeof key === 'string') {
            choose(key);
          }
        }}
        onOpenChange={setIsOpen}
        onBlur={onBlur}
        onKeyDown={event => {
          // Enter chooses the suggestion that is pointed at.
          const isChoosing =
            event.target instanceof Element &&
            event.target.hasAttribute('aria-activedescendant');
          if (event.key !== 'Enter' || !isChoosing) {
            onKeyDown(event);
          }
        }}
      />
      {problems.map(({ message }) => (
        <p key={message} role="alert" className={styles.problem}>
          {message}
        </p>
      ))}
    </div>
  );
}
