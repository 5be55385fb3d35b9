import { CodeSnippet } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Select, Text } from '@backstage/ui';
import type {
  AnalysisInput,
  Evidence,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef, isAbort } from '../../../api';
import { infraAiTranslationRef } from '../../../translations';
import { Loading, ProblemAlert } from '../../shared';
import styles from './SourceFiles.module.css';

const LANGUAGES: Record<string, string> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  md: 'markdown',
};

interface SourceFilesProps {
  analysisId: string;
  input: Extract<AnalysisInput, { kind: 'files' }>;
  /** Of the selected element. */
  evidence: Evidence[] | undefined;
}

/** The analyzed files, with the lines marked that the selected element was found in. */
export function SourceFiles({ analysisId, input, evidence }: SourceFilesProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { files, origin } = input;
  const found = (evidence ?? []).filter(item => item.kind === 'file');
  const [chosen, setChosen] = useState(files[0]?.path);
  const first = found[0]?.path;
  // What was selected shows its own file; the person may turn to another.
  useEffect(() => {
    if (first) {
      setChosen(first);
    }
  }, [first]);
  const path = files.some(file => file.path === chosen) ? chosen : undefined;
  return (
    <section className={styles.files} aria-label={t('files.source')}>
      {origin && (
        <Text as="p" variant="body-small" color="secondary">
          {origin.type === 'repository' ? (
            <Link href={origin.url}>{origin.url}</Link>
          ) : (
            origin.fileName
          )}
        </Text>
      )}
      <Select
        label={t('files.file')}
        size="small"
        searchable
        value={path ?? null}
        options={files.map(file => ({ id: file.path, label: file.path }))}
        onChange={key => {
          if (typeof key === 'string') {
            setChosen(key);
          }
        }}
      />
      {path && (
        <FileText
          key={path}
          analysisId={analysisId}
          path={path}
          lines={found.flatMap(item => (item.path === path ? item.line : []))}
        />
      )}
    </section>
  );
}

function FileText({
  analysisId,
  path,
  lines,
}: {
  analysisId: string;
  path: string;
  lines: number[];
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [text, setText] = useState<string>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const controller = new AbortController();
    api
      .getSourceFile(analysisId, path, { signal: controller.signal })
      .then(setText, problem => {
        if (!isAbort(problem)) {
          setError(problem);
        }
      });
    return () => controller.abort();
  }, [api, analysisId, path]);
  if (error !== undefined) {
    return <ProblemAlert title={t('files.loadFailed')} problem={error} />;
  }
  if (text === undefined) {
    return <Loading height={160} />;
  }
  return (
    <div className={styles.text}>
      <CodeSnippet
        text={text}
        language={LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text'}
        showLineNumbers
        highlightedNumbers={lines}
      />
    </div>
  );
}
