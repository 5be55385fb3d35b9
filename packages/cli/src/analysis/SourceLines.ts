import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';

/** What is written where evidence points. */
export class SourceLines {
  private readonly text: string = '';
  private readonly files = new Map<string, string[]>();

  constructor(input: AnalyzerInput) {
    if (input.kind === 'text') this.text = input.text;
    if (input.kind === 'files') {
      for (const { path, content } of input.files) {
        this.files.set(path, new TextDecoder().decode(content).split('\n'));
      }
    }
  }

  inFile(path: string, line: number): string {
    return this.files.get(path)?.[line - 1]?.trim() ?? '';
  }

  /** The line around an offset of the text. */
  at(offset: number): [place: string, line: string] {
    const before = this.text.slice(0, offset).split('\n');
    const end = this.text.indexOf('\n', offset);
    const from = offset - before[before.length - 1].length;
    const line = this.text.slice(from, end < 0 ? undefined : end).trim();
    return [`line ${before.length}`, line];
  }
}
