import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select, useBreakpoint } from '@backstage/ui';
import { RiFilter3Line } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { useAnalyzers } from '../analyze';
import styles from './HistoryView.module.css';
import {
  countFilters,
  INPUT_KINDS,
  isNarrowed,
  STATES,
  type HistoryQuery,
} from './historyQuery';

/** Typing is over when nothing has come for this long. */
const PAUSE_MS = 300;
const ANY = 'any';

interface HistoryFiltersProps {
  query: HistoryQuery;
  onChange: (
    changes: Partial<HistoryQuery>,
    options?: { replace?: boolean },
  ) => void;
  onClear: () => void;
}

/** Search and filters; on a narrow screen the filters are behind a button. */
export function HistoryFilters(props: HistoryFiltersProps) {
  const { query, onChange, onClear } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { up } = useBreakpoint();
  const isWide = up('sm');
  const [isOpen, setIsOpen] = useState(false);
  const [search, setSearch] = useSearchText(query.search, text =>
    onChange({ search: text }, { replace: true }),
  );
  const count = countFilters(query);
  return (
    <div className={styles.filters} role="search">
      <div className={styles.searchRow}>
        <SearchField
          aria-label={t('history.search')}
          placeholder={t('history.searchPlaceholder')}
          value={search}
          onChange={setSearch}
          className={styles.search}
        />
        {!isWide && (
          <Button
            variant="secondary"
            iconStart={<RiFilter3Line />}
            aria-expanded={isOpen}
            onPress={() => setIsOpen(!isOpen)}
          >
            {count > 0
              ? t('history.filtersCount', { count })
              : t('history.filters')}
          </Button>
        )}
        {isNarrowed(query) && (
          <Button variant="tertiary" onPress={onClear}>
            {t('history.clear')}
          </Button>
        )}
      </div>
      {(isWide || isOpen) && <Choices query={query} onChange={onChange} />}
    </div>
  );
}

function Choices({ query, onChange }: Omit<HistoryFiltersProps, 'onClear'>) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyzers = useAnalyzers() ?? [];
  // One that is no longer installed has its analyses still.
  const isGone =
    query.analyzer && !analyzers.some(({ id }) => id === query.analyzer);
  return (
    <div className={styles.choices}>
      <Choice
        label={t('history.stateFilter')}
        any={t('history.all')}
        value={query.state}
        options={STATES.map(id => ({ id, label: t(`state.${id}`) }))}
        onChange={state => onChange({ state })}
      />
      <Choice
        label={t('history.inputFilter')}
        any={t('history.anyInput')}
        value={query.inputKind}
        options={INPUT_KINDS.map(id => ({
          id,
          label: t(`history.kind.${id}`),
        }))}
        onChange={inputKind => onChange({ inputKind })}
      />
      <Choice
        label={t('history.analyzerFilter')}
        any={t('history.anyAnalyzer')}
        value={query.analyzer}
        options={[
          ...analyzers.map(({ id, title }) => ({ id, label: title })),
          ...(isGone ? [{ id: query.analyzer!, label: query.analyzer! }] : []),
        ]}
        onChange={analyzer => onChange({ analyzer })}
      />
      <Choice
        label={t('history.publishedFilter')}
        any={t('history.publishedOrNot')}
        value={
          query.published === undefined ? undefined : String(query.published)
        }
        options={[
          { id: 'true', label: t('history.isPublished') },
          { id: 'false', label: t('history.notPublished') },
        ]}
        onChange={value =>
          onChange({
            published: value === undefined ? undefined : value === 'true',
          })
        }
      />
      <Choice
        label={t('history.authorFilter')}
        any={t('history.everyone')}
        value={query.mine ? 'me' : undefined}
        options={[{ id: 'me', label: t('history.mine') }]}
        onChange={value => onChange({ mine: value === 'me' })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  any: string;
  value: T | undefined;
  options: Array<{ id: T; label: string }>;
  onChange: (value: T | undefined) => void;
}

function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, any, value, options, onChange } = props;
  return (
    <Select
      aria-label={label}
      value={value ?? ANY}
      options={[{ id: ANY, label: any }, ...options]}
      onChange={key => onChange(options.find(({ id }) => id === key)?.id)}
    />
  );
}

/** What is typed, told when there is a pause, and following what the address says. */
function useSearchText(current: string, onPause: (text: string) => void) {
  const [text, setText] = useState(current);
  const told = useRef(current);
  const latest = useRef(onPause);
  latest.current = onPause;
  useEffect(() => {
    if (current !== told.current) {
      told.current = current;
      setText(current);
    }
  }, [current]);
  useEffect(() => {
    if (text === told.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      told.current = text;
      latest.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText] as const;
}
