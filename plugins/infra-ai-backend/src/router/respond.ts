import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Request, Response } from 'express';

/** Answers with an analysis: at once to those who prefer that (RFC 7240), else when all is done. */
export async function respondWithAnalysis(
  req: Request,
  res: Response,
  started: { analysis: Analysis; done: Promise<Analysis> },
): Promise<void> {
  const { analysis, done } = started;
  res.location(`${req.baseUrl}/analyses/${analysis.id}`);
  if (prefersAsync(req.header('prefer'))) {
    res.setHeader('Preference-Applied', 'respond-async');
    res.status(202).json(analysis);
    return;
  }
  res.status(201).json(await done);
}

function prefersAsync(prefer: string | undefined): boolean {
  return (prefer ?? '')
    .split(/[,;]/)
    .some(part => part.trim().toLowerCase() === 'respond-async');
}
