import type { InfrastructureAnalyzer } from '@infra-ai/backstage-plugin-infra-ai-node';
import type { Instruments } from './instruments';

/**
 * Shows what can be counted before it is: of a series that begins at one, Prometheus' `increase` never sees the one, so an
 * alert would sleep through the first failure.
 */
export function startAtZero(
  { analyses, publications }: Pick<Instruments, 'analyses' | 'publications'>,
  analyzers: InfrastructureAnalyzer[],
): void {
  for (const { id: analyzer } of analyzers) {
    for (const input_kind of ['text', 'image']) {
      for (const outcome of ['completed', 'failed', 'timeout']) {
        analyses.add(0, { analyzer, input_kind, outcome });
      }
    }
  }
  for (const [action, outcome] of [
    ['create', 'completed'],
    ['update', 'completed'],
    ['none', 'completed'],
    ['unknown', 'failed'],
  ]) {
    publications.add(0, { action, outcome, dry_run: false });
  }
}
