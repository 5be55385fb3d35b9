import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import {
  EvaluationCase,
  EvaluationReport,
  Prediction,
  scoreCase,
  ScoreSummary,
  summarize,
  toPrediction,
} from '@infra-ai/analysis';
import { z } from 'zod';
import { analyzeEmbedded } from '../analysis/embedded';
import { readInput } from '../analysis/readInput';
import { analyzeRemotely } from '../analysis/remote';
import type { EvaluateFlags } from '../commands/evaluate';
import { CommandError, messageOf } from '../lib/errors';

/** What is used of a case; it holds more. */
const caseSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  material: z.string(),
  components: z.array(z.looseObject({ name: z.string(), kind: z.string() })),
  relations: z.array(z.looseObject({ from: z.string(), to: z.string() })),
});

/** The `evaluate` command. */
export async function evaluate(
  directory: string,
  flags: EvaluateFlags,
): Promise<void> {
  const cases = await readCases(directory, flags);
  const failures: Record<string, string> = {};
  const results = [];
  for (const truth of cases) {
    let prediction: Prediction = { components: [], relations: [] };
    try {
      prediction = await predict(directory, truth, flags.analyzer);
    } catch (error) {
      // Counts as having found nothing; leaving the case out would flatter the analyzer.
      failures[truth.id] = messageOf(error);
    }
    results.push({ case: truth, score: scoreCase(truth, prediction) });
  }
  const report = summarize(results);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ ...report, failures }, null, 2)}\n`
      : `${format(report, failures)}\n`,
  );
}

async function readCases(
  directory: string,
  flags: EvaluateFlags,
): Promise<EvaluationCase[]> {
  let names: string[];
  try {
    names = (await readdir(join(directory, 'cases'))).filter(name =>
      name.endsWith('.json'),
    );
  } catch {
    throw new CommandError(`There is no folder 'cases' in '${directory}'.`);
  }
  const cases: EvaluationCase[] = [];
  for (const name of names.sort()) {
    const path = join(directory, 'cases', name);
    try {
      const text = await readFile(path, 'utf8');
      cases.push(caseSchema.parse(JSON.parse(text)) as EvaluationCase);
    } catch (error) {
      throw new CommandError(
        `'${path}' is not a case: ${
          error instanceof z.ZodError
            ? z.prettifyError(error)
            : messageOf(error)
        }`,
      );
    }
  }
  const chosen = cases.filter(
    ({ split, kind }) =>
      (!flags.split || split === flags.split) &&
      (!flags.kind || kind === flags.kind),
  );
  if (chosen.length === 0) {
    throw new CommandError(
      `None of the ${cases.length} cases fits; there are the kinds ${[
        ...new Set(cases.map(({ kind }) => kind)),
      ].join(', ')} and the splits ${[
        ...new Set(cases.map(({ split }) => split)),
      ].join(', ')}.`,
    );
  }
  return chosen;
}

async function predict(
  directory: string,
  truth: EvaluationCase,
  analyzer: string,
): Promise<Prediction> {
  const root = resolve(directory);
  const material = resolve(root, truth.material);
  const inside = (from: string, path: string) =>
    relative(from, path).split(sep)[0] !== '..';
  if (
    !inside(root, material) ||
    // A link leads elsewhere than its path says; what is not there is reported when it is read.
    !inside(
      await realpath(root),
      await realpath(material).catch(() => realpath(root)),
    )
  ) {
    throw new CommandError(
      `The material '${truth.material}' lies outside of '${directory}'.`,
    );
  }
  const read = await readInput([material]);
  const model =
    analyzer === 'embedded'
      ? await analyzeEmbedded(read.input)
      : (await analyzeRemotely(read, { analyzer })).model;
  return toPrediction(model);
}

function format(
  report: EvaluationReport,
  failures: Record<string, string>,
): string {
  const rows = [
    [
      '',
      'COMPONENTS P',
      'R',
      'F1',
      'KIND',
      'RELATIONS P',
      'R',
      'F1 strict',
      'lenient',
      'undirected',
      'DENIED',
    ],
    ...Object.entries(report.cases).map(([name, score]) => row(name, score)),
    ...Object.entries(report.kinds).map(([name, score]) =>
      row(`= ${name}`, score),
    ),
    row('= all', report.all),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(cells => cells[column].length)),
  );
  const lines = rows.map(cells =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  '),
  );
  for (const [name, reason] of Object.entries(failures)) {
    lines.push(`${name} failed, counted as empty: ${reason}`);
  }
  return lines.join('\n');
}

function row(
  name: string,
  { components, relations, negatives }: ScoreSummary,
): string[] {
  return [
    name,
    ...[
      components.precision,
      components.recall,
      components.f1,
      components.kindAccuracy,
      relations.strict.precision,
      relations.strict.recall,
      relations.strict.f1,
      relations.lenient.f1,
      relations.undirected.f1,
    ].map(value => value.toFixed(3)),
    String(negatives),
  ];
}
