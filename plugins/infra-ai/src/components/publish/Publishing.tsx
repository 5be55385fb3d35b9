import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  infraAiPublishPermission,
  isPublicationFinal,
  type Analysis,
  type Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiGitRepositoryCommitsLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { infraAiTranslationRef } from '../../translations';
import { AnalysisHeader } from '../review/AnalysisHeader';
import { latestPublication } from '../shared';
import { EarlierPublications } from './EarlierPublications';
import { PublicationPanel } from './PublicationPanel';
import styles from './Publish.module.css';
import { PublishDialog } from './PublishDialog';
import { PUBLISH_PARAM } from './publishParam';

interface PublishingProps {
  analysis: Analysis;
  /** Told when a publication started or ended. */
  onChanged: () => void;
  /** Saves what is shown; false when it could not, and then nothing is published. */
  beforeOpen: () => Promise<boolean>;
}

/** The way from a reviewed result to a repository: the button, its dialog, and what came of it. */
export function Publishing(props: PublishingProps) {
  const { analysis, onChanged, beforeOpen } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const permission = usePermission({ permission: infraAiPublishPermission });
  const [isOpen, setIsOpen] = useState(false);
  const [started, setStarted] = useState<Publication>();
  const publication = latestPublication({
    publications: [
      ...analysis.publications.filter(({ id }) => id !== started?.id),
      ...(started ? [freshest(analysis, started)] : []),
    ],
  });
  const isReader = analysis.allowed?.update === false;
  const denied = !permission.loading && (!permission.allowed || isReader);
  const isRunning = publication ? !isPublicationFinal(publication) : false;

  const start = (next: Publication) => {
    setStarted(next);
    setIsOpen(false);
    onChanged();
  };

  const open = async () => {
    if (await beforeOpen()) {
      setIsOpen(true);
    }
  };

  const [params, setParams] = useSearchParams();
  const isAsked = params.has(PUBLISH_PARAM);
  useEffect(() => {
    if (isAsked && permission.allowed && !isReader && !isRunning) {
      setIsOpen(true);
      // Once: who closes the dialog and loads the page again wants to see the review.
      setParams(
        current => {
          current.delete(PUBLISH_PARAM);
          return current;
        },
        { replace: true },
      );
    }
  }, [isAsked, permission.allowed, isReader, isRunning, setParams]);

  const button = (
    <Button
      variant={publication ? 'secondary' : 'primary'}
      iconStart={<RiGitRepositoryCommitsLine />}
      isDisabled={permission.loading || denied || isRunning}
      onPress={open}
    >
      {t(publication ? 'publish.again' : 'publish.action')}
    </Button>
  );

  return (
    <>
      <AnalysisHeader
        analysis={{
          ...analysis,
          publications: publication ? [publication] : [],
        }}
        actions={
          <div className={styles.action}>
            {button}
            {/* A disabled button shows no tooltip to a keyboard, so the reason is text. */}
            {denied && (
              <Text as="p" variant="body-small" color="secondary">
                {isReader && permission.allowed
                  ? t('publish.onlyReader')
                  : t('publish.notAllowed', {
                      permission: infraAiPublishPermission.name,
                    })}
              </Text>
            )}
          </div>
        }
      />
      {publication && (
        <PublicationPanel
          key={publication.id}
          analysisId={analysis.id}
          publication={publication}
          isAllowed={!denied}
          onStarted={start}
          onChangeSettings={open}
          onDone={done => {
            setStarted(done);
            onChanged();
          }}
        />
      )}
      <EarlierPublications
        publications={analysis.publications.filter(
          ({ id, dryRun }) => id !== publication?.id && !dryRun,
        )}
      />
      {isOpen && (
        <PublishDialog
          analysis={analysis}
          last={publication}
          onClose={() => setIsOpen(false)}
          onStarted={start}
        />
      )}
    </>
  );
}

/** Both may be behind the other; a publication that is done stays done. */
function freshest(analysis: Analysis, started: Publication): Publication {
  const listed = analysis.publications.find(({ id }) => id === started.id);
  return listed && isPublicationFinal(listed) ? listed : started;
}
