import { useApi } from '@backstage/core-plugin-api';
import { CodeSnippet } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Flex,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  CATALOG_FILE,
  type Analysis,
  type AnalysisFiles,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiDownloadLine } from '@remixicon/react';
import {
  lazy,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { infraAiApiRef, isAbort } from '../../../api';
import { DraftContext } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import { Loading, ProblemAlert, download } from '../../shared';
import { Warnings } from '../Warnings';
import styles from './FilesView.module.css';
import type { PendingYaml } from './usePendingYaml';

// Editor and language are most of what this page would weigh.
const YamlEditor = lazy(() => import('./YamlEditor'));

interface FilesViewProps {
  analysis: Analysis;
  pending: PendingYaml | undefined;
  onPending: (pending: PendingYaml | undefined) => void;
}

/** The files a publication would write, byte for byte; that of the catalog can be edited. */
export function FilesView({ analysis, pending, onPending }: FilesViewProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { plan, error, reload, isBehind } = useFiles(analysis);
  const [path, setPath] = useState<string>();
  const draft = useContext(DraftContext);
  const { id, owner, analyzer } = analysis;
  const hasDocs = plan?.files.some(file => file.path === 'mkdocs.yml');
  const options = useMemo(
    () => ({
      owner,
      provenance: { analysisId: id, analyzer: analyzer.id },
      techdocs: hasDocs,
    }),
    [id, owner, analyzer.id, hasDocs],
  );
  if (error !== undefined) {
    return (
      <ProblemAlert
        title={t('yaml.loadFailed')}
        problem={error}
        onRetry={reload}
      />
    );
  }
  if (!plan) {
    return <Loading height={420} />;
  }
  const file = plan.files.find(item => item.path === path) ?? plan.files[0];
  if (!file) {
    return null;
  }
  const isEdited = file.path === CATALOG_FILE && draft?.isEditable;
  return (
    <Flex direction="column" gap="3">
      {isBehind && !isEdited && (
        <Alert status="info" icon title={t('yaml.behind')} />
      )}
      <Warnings warnings={plan.warnings} />
      <div className={styles.bar}>
        <ToggleButtonGroup
          aria-label={t('yaml.files')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[file.path]}
          onSelectionChange={keys => setPath(String([...keys][0]))}
        >
          {plan.files.map(item => (
            <ToggleButton key={item.path} id={item.path}>
              {item.path}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiDownloadLine />}
          onPress={() =>
            download(
              file.path.split('/').at(-1) ?? file.path,
              new Blob([file.content], { type: 'text/plain' }),
            )
          }
        >
          {t('yaml.download', { file: file.path })}
        </Button>
      </div>
      {isEdited ? (
        <Suspense fallback={<Loading height={420} />}>
          <YamlEditor
            draft={draft}
            options={options}
            pending={pending}
            onPending={onPending}
          />
        </Suspense>
      ) : (
        <div className={styles.code}>
          <CodeSnippet
            text={file.content}
            language={file.path.endsWith('.md') ? 'markdown' : 'yaml'}
            showLineNumbers
            showCopyCodeButton
            customStyle={{ margin: 0, padding: '1rem', maxHeight: '70vh' }}
          />
        </div>
      )}
    </Flex>
  );
}

/** The files of what is saved; loaded again once an edit is. */
function useFiles({ id, revision }: Analysis) {
  const api = useApi(infraAiApiRef);
  const draft = useContext(DraftContext);
  const model = draft?.model;
  const isSettled = draft?.state !== 'unsaved' && draft?.state !== 'saving';
  const [round, setRound] = useState(0);
  const [plan, setPlan] = useState<AnalysisFiles>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (!isSettled) {
      return undefined;
    }
    const controller = new AbortController();
    setError(undefined);
    api.getFiles(id, { signal: controller.signal }).then(setPlan, reason => {
      if (!isAbort(reason)) {
        setError(reason);
      }
    });
    return () => controller.abort();
  }, [api, id, revision, round, model, isSettled]);
  const reload = useCallback(() => setRound(current => current + 1), []);
  const isBehind = draft !== undefined && draft.state !== 'saved';
  return { plan, error, reload, isBehind };
}
