import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';

/** An edited catalog file that is not applied yet, and the model that it was written from. */
export interface PendingYaml {
  base: InfrastructureModel;
  text: string;
}

/** Keeps it while other views are looked at, and warns before the page is left. */
export function usePendingYaml() {
  const [pending, onPending] = useState<PendingYaml>();
  const isPending = pending !== undefined;
  useEffect(() => {
    if (!isPending) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isPending]);
  return { pending, onPending };
}
