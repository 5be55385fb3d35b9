import { extname } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { AddedLines, readAddedLines } from './addedLines';
import { showPath } from './repository';

/** A credential in a change. The credential itself is in no field. */
export interface SecretFinding {
  path: string;
  /** The commit that adds it; undefined while it is in none. */
  commit?: string;
  /** From 1. */
  line: number;
  rule: string;
  message: string;
}

const CONFIG = {
  rules: [
    { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator },
  ],
};

/** Nobody reads more, and a file of credentials must not fill the memory. */
const MOST_FINDINGS = 100;

/** Looks for credentials in what a patch adds, see {@link readAddedLines}. */
export async function findSecretsInPatch(
  patch: Iterable<string> | AsyncIterable<string>,
): Promise<SecretFinding[]> {
  const findings = new Map<string, SecretFinding>();
  for await (const added of readAddedLines(patch)) {
    for (const finding of await findSecrets(added)) {
      // Pieces of a long file share some lines.
      const { commit, path, line, rule } = finding;
      findings.set(JSON.stringify([commit, path, line, rule]), finding);
    }
    if (findings.size >= MOST_FINDINGS) {
      break;
    }
  }
  return [...findings.values()];
}

/** Looks for credentials in lines that are added to one file. */
export async function findSecrets({
  path,
  commit,
  lines,
}: AddedLines): Promise<SecretFinding[]> {
  const { messages } = await lintSource({
    source: {
      content: lines.map(({ text }) => withoutSwitches(text)).join('\n'),
      filePath: path,
      ext: extname(path),
      contentType: 'text',
    },
    options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
  });
  return messages.map(({ loc, ruleId, message }) => ({
    path,
    ...(commit === undefined ? {} : { commit }),
    line: lines[loc.start.line - 1]?.number ?? 1,
    rule: ruleId,
    message,
  }));
}

/** Comments in a file can switch secretlint off; what is checked must not decide whether it is. */
function withoutSwitches(text: string): string {
  return text.replace(/secretlint-(?=disable|enable)/g, 'secretlint_');
}

/** Lines for a person. */
export function describeSecrets(findings: SecretFinding[]): string {
  return findings
    .map(
      ({ path, commit, line, message }) =>
        `  ${showPath(path)}:${line}${
          commit === undefined ? '' : ` in ${commit.slice(0, 10)}`
        }  ${message}`,
    )
    .join('\n');
}
