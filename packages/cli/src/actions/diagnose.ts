import { resolve } from 'node:path';
import type { DiagnoseFlags } from '../commands/diagnose';
import { createDiagnoseContext, createMasker } from '../diagnose/context';
import { countFindings, toMarkdown } from '../diagnose/markdown';
import { runSections } from '../diagnose/runSections';
import { catalogSection } from '../diagnose/sections/catalog';
import { configurationSection } from '../diagnose/sections/configuration';
import { databaseSection } from '../diagnose/sections/database';
import { githubSection } from '../diagnose/sections/github';
import { healthSection } from '../diagnose/sections/health';
import { logsSection } from '../diagnose/sections/logs';
import { machineSection } from '../diagnose/sections/machine';
import { queueSection } from '../diagnose/sections/queue';
import { versionsSection } from '../diagnose/sections/versions';
import { writeFileAtomic } from '../lib/atomicFile';
import { UsageError } from '../lib/errors';
import { findCheckout } from '../platform/checkout';

const SECTIONS = [
  versionsSection,
  healthSection,
  githubSection,
  catalogSection,
  queueSection,
  databaseSection,
  machineSection,
  logsSection,
  // Long, and of use only with the rest.
  configurationSection,
];

/** The `diagnose` command. */
export async function diagnose(flags: DiagnoseFlags): Promise<void> {
  const seconds = Number(flags.timeout);
  if (!(seconds > 0 && seconds <= 600)) {
    throw new UsageError(
      `--timeout takes seconds up to 600, not '${flags.timeout}'.`,
    );
  }
  const context = await createDiagnoseContext(findCheckout(), process.env);
  const found = await runSections(SECTIONS, context, seconds * 1000);
  // The last thing before anybody sees it: what a section let through stops here.
  const report = (await createMasker(context)).maskAll(found);
  const text = flags.json
    ? `${JSON.stringify(report, null, 2)}\n`
    : toMarkdown(report);
  if (flags.output === undefined) {
    process.stdout.write(text);
  } else {
    const file = resolve(flags.output);
    await writeFileAtomic(file, text, 0o600);
    process.stdout.write(`${file}: ${countFindings(report)}\n`);
  }
  if (report.findings.some(({ severity }) => severity === 'critical')) {
    process.exitCode = 1;
  }
}
