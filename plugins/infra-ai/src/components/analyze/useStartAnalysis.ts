import { useRouteRef } from '@backstage/core-plugin-api';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { isAbort } from '../../api';
import { analysisRouteRef } from '../../plugin/routes';
import type { Options } from './draft';

/** Starts an analysis and goes to it. What is refused, or given up with `cancel`, leaves the form as it is. */
export function useStartAnalysis(
  request: (signal: AbortSignal) => Promise<Analysis>,
) {
  const navigate = useNavigate();
  const analysisPath = useRouteRef(analysisRouteRef);
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const running = useRef<AbortController>();

  // Who has left the form does not want to be taken to an analysis.
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setIsPending(true);
    setRefusal(undefined);
    try {
      const { id } = await request(controller.signal);
      if (!controller.signal.aborted) {
        navigate(analysisPath({ id }));
      }
    } catch (error) {
      if (!controller.signal.aborted && !isAbort(error)) {
        setRefusal(error);
      }
    } finally {
      if (running.current === controller) {
        setIsPending(false);
      }
    }
  };

  const cancel = () => {
    running.current?.abort();
    running.current = undefined;
    setIsPending(false);
  };

  return {
    start,
    cancel,
    isPending,
    refusal,
    clearRefusal: () => setRefusal(undefined),
  };
}

/** The options that were set, as a request names them. */
export function toRequest({ name, owner, analyzer }: Options) {
  return {
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(owner.trim() ? { owner: owner.trim() } : {}),
    ...(analyzer ? { analyzer } : {}),
  };
}
