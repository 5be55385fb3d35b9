import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';

/** Starts an analysis and stays in the wizard. */
export function useStart(
  request: () => Promise<Analysis>,
  onStarted: (id: string) => void,
) {
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const start = async () => {
    setIsPending(true);
    setRefusal(undefined);
    try {
      onStarted((await request()).id);
    } catch (error) {
      setRefusal(error);
      setIsPending(false);
    }
  };
  return { start, isPending, refusal };
}
