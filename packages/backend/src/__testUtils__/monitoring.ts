import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Sample } from './scrape';

const root = resolve(__dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** A panel, as far as the tests look at it. */
export interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { type: string; uid: string };
  targets?: Array<{ expr: string; refId: string; datasource: { uid: string } }>;
}

/** The dashboard that the repository ships. */
export const dashboard: {
  uid: string;
  schemaVersion: number;
  panels: Panel[];
  templating: { list: Array<{ name: string; type: string; query: unknown }> };
} = JSON.parse(read('deploy/grafana/infra-ai.json'));

/** Every expression of PromQL that the repository ships, by where it is. */
export function shippedExpressions(): Array<[place: string, expr: string]> {
  const { groups } = parse(read('deploy/prometheus/infra-ai.rules.yml'));
  return [
    ...dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr, refId }): [string, string] => [
        `${title} ${refId}`,
        expr,
      ]),
    ),
    ...groups.flatMap(({ rules }: { rules: Record<string, string>[] }) =>
      rules.map(({ alert, expr }) => [alert, expr]),
    ),
  ];
}

/** The table of metrics in the docs: each with its labels. */
export function documentedMetrics(): Map<string, string[]> {
  const rows = read('docs/monitoring.md').matchAll(
    /^\| `(infra_ai_\w+)`\s*\|[^|]*\|([^|]*)\|/gm,
  );
  const metrics = new Map<string, string[]>();
  let previous: string[] = [];
  for (const [, name, cell] of rows) {
    const labels = cell.includes('the same')
      ? previous
      : [...cell.matchAll(/`(\w+)`/g)].map(([, label]) => label);
    metrics.set(name, labels);
    previous = labels;
  }
  return metrics;
}

/** Names of a histogram's series. */
export const PARTS = /_(?:bucket|sum|count)$/;

/** The suite's metrics in a scrape, without the parts of histograms: each with the labels it has. */
export function scrapedMetrics(samples: Sample[]): Map<string, Set<string>> {
  const metrics = new Map<string, Set<string>>();
  for (const { name, labels } of samples) {
    if (name.startsWith('infra_ai_')) {
      const family = name.replace(PARTS, '');
      const known = metrics.get(family) ?? new Set();
      Object.keys(labels)
        .filter(label => label !== 'le' && !label.startsWith('otel_scope'))
        .forEach(label => known.add(label));
      metrics.set(family, known);
    }
  }
  return metrics;
}

/** The series of the suite that an expression names. */
export function namesIn(expr: string): string[] {
  return expr.match(/\binfra_ai_\w+/g) ?? [];
}

/** The labels that an expression matches and groups by. */
export function labelsIn(expr: string): string[] {
  const matchers = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
    [...list.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label),
  );
  const groups = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) =>
    list.split(',').map(label => label.trim()),
  );
  return [...matchers, ...groups];
}
