import { messageOf } from '../lib/errors';
import {
  DiagnoseContext,
  Report,
  Section,
  SectionReport,
  SEVERITIES,
} from './Report';

/** Runs all sections at once, each within the limit. One that fails is a finding. */
export async function runSections(
  sections: Section[],
  context: DiagnoseContext,
  limitMs: number,
): Promise<Report> {
  const findings: Report['findings'] = [];
  const reports = await Promise.all(
    sections.map(async (section): Promise<SectionReport> => {
      const { id, title } = section;
      try {
        const {
          data,
          text,
          findings: own = [],
        } = await withLimit(section, context, limitMs);
        findings.push(...own.map(finding => ({ ...finding, section: id })));
        return { id, title, data, text };
      } catch (error) {
        const reason = messageOf(error);
        findings.push({
          section: id,
          severity: 'warning',
          title: `${title} could not be looked at: ${reason}`,
          cure: 'Mend that, or give it more time with --timeout, and run this again.',
        });
        return { id, title, error: reason, data: undefined };
      }
    }),
  );
  // Stable: within a severity, in the order of the sections.
  const order = new Map(sections.map(({ id }, index) => [id, index]));
  findings.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      order.get(a.section)! - order.get(b.section)!,
  );
  return {
    generatedAt: new Date(context.now).toISOString(),
    findings,
    sections: reports,
  };
}

async function withLimit(
  section: Section,
  context: DiagnoseContext,
  limitMs: number,
) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      section.run(context, controller.signal),
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`no answer within ${limitMs / 1000} s`)),
          limitMs,
        );
      }),
    ]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
