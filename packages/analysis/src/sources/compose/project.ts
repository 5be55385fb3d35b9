import type { ModelWarning } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { SourceText } from '../../source';
import { folderOf, join } from '../paths';
import { parseEnvFile } from './interpolate';
import { newService, readService, type Service } from './service';
import { YamlFile } from './yaml';

const MAX_EXTENDS = 10;
const MAX_SERVICES = 5000;

/** The compose files of one folder, read as Compose reads them together. */
export interface Project {
  name?: string;
  services: Map<string, Service>;
  warnings: ModelWarning[];
}

interface ParsedFile {
  source: SourceText;
  yaml: YamlFile;
  index: number;
}

const OVERRIDE = /(?:^|\/)[^/]*\.?override[^/]*$/i;

/**
 * Reads compose files that belong together: an override file after the file it overrides, `extends` and variables
 * from the env files that were given with them.
 */
export function readProject(
  sources: readonly SourceText[],
  envFiles: ReadonlyMap<string, string>,
): Project {
  const warnings: ModelWarning[] = [];
  const files: ParsedFile[] = [];
  sources.forEach((source, index) => {
    const yaml = YamlFile.parse(source.text);
    if (!yaml) {
      warnings.push({
        message:
          'This file is nested too deeply or is not YAML, and was not read.',
        evidence: source.evidence(0, Math.min(1, source.text.length)),
      });
      return;
    }
    for (const problem of yaml.problems.slice(0, 20)) {
      warnings.push({
        message: `YAML: ${problem.message}`.slice(0, 900),
        evidence: source.evidence(problem.offset, problem.offset + 1),
      });
    }
    files.push({ source, yaml, index });
  });
  files.sort(
    (a, b) =>
      Number(OVERRIDE.test(a.source.path ?? '')) -
        Number(OVERRIDE.test(b.source.path ?? '')) || a.index - b.index,
  );

  const project: Project = { services: new Map(), warnings };
  for (const file of files) {
    const variables = parseEnvFile(
      envFiles.get(`${folderOf(file.source.path)}.env`) ?? '',
    );
    const name = file.yaml.text(file.yaml.get(file.yaml.root, 'name')?.value);
    if (name && !name.includes('$')) project.name = name;
    for (const entry of serviceEntries(file)) {
      if (project.services.size >= MAX_SERVICES) {
        warnings.push({
          message: `Only the first ${MAX_SERVICES} services were read.`,
          evidence: file.source.evidence(entry.start, entry.end),
        });
        return project;
      }
      if (!file.yaml.isMap(entry.value)) {
        warnings.push({
          message: `The service "${entry.key.slice(
            0,
            100,
          )}" has no definition.`,
          evidence: file.source.evidence(entry.start, entry.end),
        });
      }
      const place = {
        file: file.index,
        start: entry.start,
        end: entry.start + entry.key.length,
      };
      const service =
        project.services.get(entry.key) ?? newService(entry.key, place);
      project.services.set(entry.key, service);
      readWithBase(service, file, entry.value, files, variables, 0);
      readEnvFiles(service, file, entry.value, envFiles);
    }
  }
  return project;
}

/** The services of a file: below `services`, or at the top in the first version of the format. */
function serviceEntries({ yaml }: ParsedFile) {
  const services = yaml.get(yaml.root, 'services');
  const definitions = services ? services.value : yaml.root;
  return yaml
    .entries(definitions)
    .filter(
      entry =>
        services ||
        (yaml.isMap(entry.value) &&
          ['image', 'build'].some(key => yaml.get(entry.value, key))),
    )
    .filter(entry => !entry.key.startsWith('x-'));
}

function readWithBase(
  service: Service,
  file: ParsedFile,
  node: unknown,
  files: readonly ParsedFile[],
  variables: ReadonlyMap<string, string>,
  depth: number,
): void {
  const base = file.yaml.get(node, 'extends');
  if (base && depth < MAX_EXTENDS) {
    const baseName =
      file.yaml.text(base.value) ??
      file.yaml.text(file.yaml.get(base.value, 'service')?.value);
    const path = file.yaml.text(file.yaml.get(base.value, 'file')?.value);
    const target = path
      ? files.find(
          other => other.source.path === join(folderOf(file.source.path), path),
        )
      : file;
    const definition =
      target && baseName
        ? serviceEntries(target).find(entry => entry.key === baseName)
        : undefined;
    if (target && definition) {
      readWithBase(
        service,
        target,
        definition.value,
        files,
        variables,
        depth + 1,
      );
    }
  }
  readService(service, node, {
    yaml: file.yaml,
    file: file.index,
    variables,
  });
}

function readEnvFiles(
  service: Service,
  file: ParsedFile,
  node: unknown,
  envFiles: ReadonlyMap<string, string>,
): void {
  const entry = file.yaml.get(node, 'env_file');
  if (!entry) return;
  const paths = file.yaml.isMap(entry.value)
    ? []
    : file.yaml.list(entry.value).map(item => item.text);
  for (const item of file.yaml.items(entry.value)) {
    const path = file.yaml.text(file.yaml.get(item, 'path')?.value);
    if (path) paths.push(path);
  }
  for (const path of paths) {
    const text = envFiles.get(join(folderOf(file.source.path), path));
    if (!text) continue;
    for (const [name, value] of parseEnvFile(text)) {
      if (service.environment.has(name)) continue;
      service.environment.set(name, {
        value,
        place: { file: file.index, start: entry.start, end: entry.end },
      });
    }
  }
}
