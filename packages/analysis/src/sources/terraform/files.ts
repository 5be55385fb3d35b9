import type { ModelWarning } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { SourceText } from '../../source';
import { parseHcl, type Body } from './hcl';
import { parseTerraformJson } from './json';

/** One file of a configuration, wherever it came from. */
export interface TerraformFile {
  source: number;
  /** Offset of the file in its source: several may be pasted as one text. */
  base: number;
  /** Folder with `/` at its end, or empty. */
  folder: string;
  name: string;
  body: Body;
}

/** A line that names the file whose content follows: `# modules/db/main.tf`, `==> main.tf <==`. */
const FILE_MARKER =
  /^(?:[#/=>\-* ]*[#/=>\-*] ?(?:file(?:name)?: ?)?|[#/]+ ?)[`"']?((?:[\w.@][\w.@-]*\/)*[\w.@][\w.@-]*\.(?:tf|tofu|tfvars)(?:\.json)?)[`"']?[#/=<\-* ]*$/gm;
const MAX_WARNINGS = 100;

/** Parses every file of the input; what cannot be read is reported with its place. */
export function readFiles(
  sources: readonly SourceText[],
  warnings: ModelWarning[],
): TerraformFile[] {
  const files: TerraformFile[] = [];
  sources.forEach((source, index) => {
    for (const { text, base, path } of split(source)) {
      const json = /\.json$/.test(path) || /^\s*\{/.test(text);
      const { body, problems } = json
        ? parseTerraformJson(text)
        : parseHcl(text);
      for (const { message, offset } of problems) {
        if (warnings.length >= MAX_WARNINGS) break;
        warnings.push({
          message: `Not read as Terraform: ${message}`.slice(0, 900),
          evidence: source.evidence(base + offset, base + offset + 1),
        });
      }
      const slash = path.lastIndexOf('/') + 1;
      files.push({
        source: index,
        base,
        folder: normalize(path.slice(0, slash)),
        name: path.slice(slash),
        body,
      });
    }
  });
  return files;
}

function split(
  source: SourceText,
): Array<{ text: string; base: number; path: string }> {
  const { text, path = 'main.tf' } = source;
  const markers = [...text.matchAll(FILE_MARKER)];
  // one name at the top is the file's own title
  if (markers.length < 2) return [{ text, base: 0, path }];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const parts = markers.map((marker, i) => {
    const base = marker.index + marker[0].length;
    const end = markers[i + 1]?.index ?? text.length;
    return { text: text.slice(base, end), base, path: folder + marker[1] };
  });
  const head = text.slice(0, markers[0].index);
  return head.trim() ? [{ text: head, base: 0, path }, ...parts] : parts;
}

/** A folder without `.` and `..`, with `/` at its end; empty for the top. */
export function normalize(folder: string): string {
  const parts: string[] = [];
  for (const part of folder.split('/')) {
    if (part === '..' && parts.length && parts[parts.length - 1] !== '..') {
      parts.pop();
    } else if (part && part !== '.') parts.push(part);
  }
  return parts.length ? `${parts.join('/')}/` : '';
}
