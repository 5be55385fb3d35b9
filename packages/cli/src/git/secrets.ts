import { extname } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { AddedLines, readAddedLines } from './addedLines';

/** A credential in a change. The credential itself is in no field. */
export interface SecretFinding {
  path: string;
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

/** Looks for credentials in what a patch adds, see {@link readAddedLines}. */
export async function findSecretsInPatch(
  patch: string,
): Promise<SecretFinding[]> {
  const findings: SecretFinding[] = [];
  for (const file of readAddedLines(patch)) {
    findings.push(...(await findSecrets(file)));
  }
  return findings;
}

async function findSecrets({
  path,
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
    .map(({ path, line, message }) => `  ${path}:${line}  ${message}`)
    .join('\n');
}
