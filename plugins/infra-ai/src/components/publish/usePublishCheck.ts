import { useApi } from '@backstage/core-plugin-api';
import {
  isPublicationFinal,
  type InfraAiApi,
  type Publication,
  type PublishRequest,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useState } from 'react';
import { infraAiApiRef, isAbort } from '../../api';
import { pause } from '../../hooks';
import { usePublish } from './usePublish';

const INTERVAL = 400;

interface Check {
  /** The target that was checked. */
  key: string;
  result?: Publication;
  problem?: unknown;
}

/**
 * What a publication would do, by a dry run of it.
 *
 * @param target - undefined while there is none to check: what is still typed is not
 */
export function usePublishCheck(
  analysisId: string,
  target: PublishRequest | undefined,
) {
  const api = useApi(infraAiApiRef);
  const publish = usePublish();
  const key = target ? JSON.stringify(target) : '';
  const [round, setRound] = useState(0);
  const [check, setCheck] = useState<Check>();

  useEffect(() => {
    if (!key) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const run = async () => {
      const result = await dryRun(
        { api, publish },
        analysisId,
        JSON.parse(key),
        signal,
      );
      return result.state === 'failed'
        ? { key, problem: result.error }
        : { key, result };
    };
    run().then(
      done => !signal.aborted && setCheck(done),
      problem => {
        if (!signal.aborted && !isAbort(problem)) {
          setCheck({ key, problem });
        }
      },
    );
    return () => controller.abort();
  }, [api, publish, analysisId, key, round]);

  const again = useCallback(() => {
    setCheck(undefined);
    setRound(current => current + 1);
  }, []);
  const isCurrent = check?.key === key;
  return {
    isChecking: Boolean(key) && !isCurrent,
    result: isCurrent ? check.result : undefined,
    problem: isCurrent ? check.problem : undefined,
    again,
  };
}

async function dryRun(
  { api, publish }: { api: InfraAiApi; publish: InfraAiApi['publish'] },
  analysisId: string,
  target: PublishRequest,
  signal: AbortSignal,
): Promise<Publication> {
  let publication = await publish(
    analysisId,
    { ...target, dryRun: true },
    { signal },
  );
  while (!isPublicationFinal(publication)) {
    await pause(INTERVAL, signal);
    signal.throwIfAborted();
    publication = await api.getPublication(analysisId, publication.id, {
      signal,
    });
  }
  return publication;
}
