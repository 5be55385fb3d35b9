import { listServices } from '../../log/files';
import { isAtLeast } from '../../log/LogEntry';
import { readEntries } from '../../log/readEntries';
import { commandName } from '../../platform/commandName';
import { MessageGroup, MessageGroups } from '../shape';
import { table } from '../markdown';
import { Finding, Section, toResult } from '../Report';

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const SHOWN = 15;

export const logsSection: Section = {
  id: 'logs',
  title: 'Errors and warnings of the last 24 hours',
  async run({ checkout: { logDirectory }, now }, signal) {
    const errors = new MessageGroups();
    const warnings = new MessageGroups();
    const services = await listServices(logDirectory);
    for await (const entry of readEntries(logDirectory, services, {
      since: now - DAY_MS,
    })) {
      signal.throwIfAborted();
      if (isAtLeast(entry, 'warn')) {
        const { service, plugin, level, message, time } = entry;
        const groups = level === 'error' ? errors : warnings;
        groups.add(plugin ? `${service}/${plugin}` : service, message, time);
      }
    }
    const recent = errors.list().filter(({ lastAt }) => lastAt > now - HOUR_MS);
    return toResult({
      data: {
        errors: errors.list().slice(0, 100),
        warnings: warnings.list().slice(0, 100),
      },
      findings: recent.slice(0, 5).map(({ shape, count, example }): Finding => {
        const where = shape.split(' ')[0];
        return {
          // What PostgreSQL calls an error is a statement that it refused, which its client may have counted on.
          severity: where === 'postgres' ? 'info' : 'warning',
          title: `${
            count === 1 ? 'An error' : `${count} errors`
          } of ${where}: ${example}`,
          cure: `See what came before with: ${commandName()} logs ${
            where.split('/')[0]
          } --since 1h`,
        };
      }),
      text: shown => [
        ...list('Errors', shown.errors),
        '',
        ...list('Warnings', shown.warnings),
      ],
    });
  },
};

function list(title: string, groups: MessageGroup[]): string[] {
  return groups.length === 0
    ? [`${title}: none.`]
    : [
        `${title}: ${groups.reduce((sum, { count }) => sum + count, 0)} in ${
          groups.length
        } kinds.`,
        '',
        ...table(
          ['Times', 'Last', 'Where', 'For example'],
          groups
            .slice(0, SHOWN)
            .map(({ shape, count, example, lastAt }) => [
              count,
              new Date(lastAt).toISOString(),
              shape.split(' ')[0],
              example.slice(0, 300),
            ]),
        ),
      ];
}
