import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { yaml } from '@codemirror/lang-yaml';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import {
  entitiesToYaml,
  toEntities,
  type ToEntitiesOptions,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useTheme } from '@material-ui/core/styles';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useEffect, useId, useMemo, useState } from 'react';
import { applyEdit } from '../../../draft/applyEdit';
import type { ModelDraft } from '../../../draft/DraftContext';
import { applyYaml } from '../../../draft/yaml/applyYaml';
import type { YamlProblem } from '../../../draft/yaml/problems';
import { infraAiTranslationRef } from '../../../translations';
import { ProblemAlert } from '../../shared';
import type { PendingYaml } from './usePendingYaml';
import styles from './YamlEditor.module.css';

/** Milliseconds without a key before the text is read. */
const REST = 400;

interface YamlEditorProps {
  draft: ModelDraft;
  /** With which the back end writes the file, but for the name of the system. */
  options: Omit<ToEntitiesOptions, 'systemName'>;
  pending: PendingYaml | undefined;
  onPending: (pending: PendingYaml | undefined) => void;
}

/**
 * The catalog file as text that can be edited. What is typed is kept beside the model until the person applies it: half
 * a line is no step of theirs, and one with a mistake is not lost.
 */
export default function YamlEditor(props: YamlEditorProps) {
  const { draft, options, pending, onPending } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  // What is typed changes the model that was shown, whatever is done to it meanwhile.
  const model = pending?.base ?? draft.model;
  const hintId = useId();
  const theme = useTheme();
  const [view, setView] = useState<EditorView>();
  const written = useMemo(
    () =>
      entitiesToYaml(
        toEntities(model, { ...options, systemName: model.system?.name })
          .entities,
      ),
    [model, options],
  );
  const shown = pending?.text ?? written;
  const isEdited = pending !== undefined;
  const [misfit, setMisfit] = useState<unknown>();

  const read = useRested(shown, REST);
  const problems = useMemo(
    () => (read === written ? [] : applyYaml(model, read, options).problems),
    [model, read, written, options],
  );
  const errors = problems.filter(({ severity }) => severity === 'error');
  useDiagnostics(view, read === shown ? problems : undefined);

  const apply = () => {
    const { edits } = applyYaml(model, shown, options);
    try {
      applyEdit(draft.model, { op: 'all', edits });
    } catch (error) {
      setMisfit(error);
      return;
    }
    if (edits.length > 0) {
      draft.edit({ op: 'all', edits });
    }
    setMisfit(undefined);
    onPending(undefined);
  };
  const discard = () => {
    setMisfit(undefined);
    onPending(undefined);
  };
  const extensions = useMemo(
    () => [
      yaml(),
      lintGutter(),
      EditorView.contentAttributes.of({
        'aria-label': t('yaml.editor'),
        'aria-describedby': hintId,
        // Content that can be edited takes the focus anyway; stated, so that checkers of accessibility see it too.
        tabindex: '0',
      }),
    ],
    [t, hintId],
  );

  return (
    <Flex direction="column" gap="3">
      <div className={styles.bar}>
        <Button
          size="small"
          variant="primary"
          isDisabled={!isEdited || read !== shown || errors.length > 0}
          onPress={apply}
        >
          {t('yaml.apply')}
        </Button>
        <Button
          size="small"
          variant="secondary"
          isDisabled={!isEdited}
          onPress={discard}
        >
          {t('yaml.discard')}
        </Button>
        <Text role="status" variant="body-small" color="secondary">
          {isEdited && t('yaml.edited')}
        </Text>
      </div>
      <Text as="p" id={hintId} variant="body-small" color="secondary">
        {t('yaml.editHint')}
      </Text>
      {isEdited && problems.length > 0 && (
        <Alert
          status={errors.length > 0 ? 'danger' : 'warning'}
          icon
          title={t(errors.length > 0 ? 'yaml.hasErrors' : 'yaml.hasWarnings')}
          description={
            <ul className={styles.problems}>
              {problems.map((problem, index) => (
                <li key={index}>
                  <button
                    type="button"
                    className={styles.line}
                    onClick={() => view && goTo(view, problem.line)}
                  >
                    {t('yaml.line', { line: String(problem.line) })}
                  </button>{' '}
                  {t(`yaml.problems.${problem.code}`, { what: problem.what })}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {misfit !== undefined && (
        <ProblemAlert title={t('yaml.misfit')} problem={misfit} />
      )}
      <div className={styles.editor}>
        <CodeMirror
          value={shown}
          theme={theme.palette.type}
          maxHeight="70vh"
          // Tab leaves the editor: who works by keyboard must get out of it.
          indentWithTab={false}
          extensions={extensions}
          onCreateEditor={setView}
          onChange={next =>
            onPending(
              next === written ? undefined : { base: model, text: next },
            )
          }
        />
      </div>
    </Flex>
  );
}

function useDiagnostics(
  view: EditorView | undefined,
  problems: YamlProblem[] | undefined,
) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  useEffect(() => {
    if (view && problems) {
      const { doc } = view.state;
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map(({ line, severity, code, what }) => {
            const { from, to } = doc.line(Math.min(line, doc.lines));
            const message = t(`yaml.problems.${code}`, { what });
            return { from, to, severity, message };
          }),
        ),
      );
    }
  }, [view, problems, t]);
}

function goTo(view: EditorView, line: number) {
  const { doc } = view.state;
  const { from } = doc.line(Math.min(line, doc.lines));
  view.dispatch({
    selection: { anchor: from },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
  });
  view.focus();
}

/** A value once it has not changed for a while. */
function useRested<T>(value: T, rest: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rest);
    return () => clearTimeout(timer);
  }, [value, rest]);
  return rested;
}
