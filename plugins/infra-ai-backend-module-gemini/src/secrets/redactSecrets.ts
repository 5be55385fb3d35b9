import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { findGenericSecrets, type Range } from './genericSecrets';

/** Text that may leave, of the same length as the text it was made of. */
export interface RedactedText {
  text: string;
  /** How many secrets were taken out. */
  count: number;
}

const PRESET_ID = '@secretlint/secretlint-rule-preset-recommend';
/** Rules that report the whole address where only its password is secret. */
const ADDRESS_RULES = new Set([
  '@secretlint/secretlint-rule-basicauth',
  '@secretlint/secretlint-rule-database-connection-string',
]);

/**
 * Takes secrets out of a text before it leaves for a model. Each is replaced by as many asterisks, so that offsets into
 * the result are offsets into the original.
 */
export async function redactSecrets(text: string): Promise<RedactedText> {
  const generic = findGenericSecrets(text);
  const known = (await findKnownSecrets(text)).filter(
    ({ rule, range }) =>
      !ADDRESS_RULES.has(rule) || !generic.some(own => isWithin(own, range)),
  );
  const ranges = merge([...generic, ...known.map(({ range }) => range)]);
  let redacted = '';
  let last = 0;
  for (const [start, end] of ranges) {
    redacted +=
      text.slice(last, start) + text.slice(start, end).replace(/[^\r\n]/g, '*');
    last = end;
  }
  return { text: redacted + text.slice(last), count: ranges.length };
}

async function findKnownSecrets(
  text: string,
): Promise<Array<{ rule: string; range: Range }>> {
  // A text that could say "secretlint-disable" would choose for itself what leaves.
  const content = text.replace(
    /secretlint-(?=disable|enable)/gi,
    'secretlint_',
  );
  const { messages } = await lintSource({
    source: { filePath: 'description.txt', content, contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      maskSecrets: true,
      config: { rules: [{ id: PRESET_ID, rule: creator }] },
    },
  });
  return messages.map(({ ruleId, range }) => ({
    rule: ruleId,
    range: [range[0], range[1]],
  }));
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner[0] >= outer[0] && inner[1] <= outer[1];
}

/** Sorted, and without overlap, so that a secret that two rules see counts once. */
function merge(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start < last[1]) {
      last[1] = Math.max(last[1], end);
    } else if (start < end) {
      merged.push([start, end]);
    }
  }
  return merged;
}
