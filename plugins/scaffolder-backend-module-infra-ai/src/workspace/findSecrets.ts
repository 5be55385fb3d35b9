import { extname } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { CommitFile } from '../git';

/** A credential in a file. The credential itself is in no field. */
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
/** As git decides it. */
const BINARY_PREFIX = 8_000;

/** Looks for credentials in all text files, with the recommended rules of secretlint. */
export async function findSecrets(
  files: CommitFile[],
): Promise<SecretFinding[]> {
  const findings: SecretFinding[] = [];
  for (const file of files) {
    if (file.mode === '120000' || isBinary(file.content)) {
      continue;
    }
    const { messages } = await lintSource({
      source: {
        content: withoutSwitches(Buffer.from(file.content).toString('utf8')),
        filePath: file.path,
        ext: extname(file.path),
        contentType: 'text',
      },
      options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
    });
    findings.push(
      ...messages.map(({ loc, ruleId, message }) => ({
        path: file.path,
        line: loc.start.line,
        rule: ruleId,
        message,
      })),
    );
  }
  return findings;
}

/** Comments in a file can switch secretlint off; what is published must not decide whether it is checked. */
function withoutSwitches(content: string): string {
  return content.replace(/secretlint-(?=disable|enable)/g, 'secretlint_');
}

function isBinary(content: Uint8Array): boolean {
  return content.subarray(0, BINARY_PREFIX).includes(0);
}
