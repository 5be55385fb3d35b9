import type { Extraction, SourceText } from '../source';
import { definitionSources } from './cloud/formats';
import { extractCompose, isCompose } from './compose';
import { diagramSources } from './diagram/formats';
import { extractKubernetes, isKubernetes } from './kubernetes';
import { extractProse } from './prose';

/** A format that the analyzer reads. */
export interface Source {
  /** How the format is spoken of while it is read. */
  label: string;
  /** Whether a text is in this format, by what it says. Runs on every input, so it takes linear time. */
  is(text: string, path?: string): boolean;
  /** Names of its files, where the text does not say what it is. */
  names?: RegExp;
  /** Names of files that only say something to the files of this format, such as variables. */
  sideFiles?: RegExp;
  /** Which of several files mean something together; without it each is read on its own. */
  together?: 'folder' | 'all';
  /**
   * Reads files that belong together.
   *
   * @throws InputError when they cannot be read at all
   */
  extract(
    sources: readonly SourceText[],
    sideFiles: ReadonlyMap<string, string>,
  ): Extraction | Extraction[];
  /** What to do when nothing was found in it. */
  whenEmpty?: string;
}

/**
 * Every format, surest first: a text is in the first whose mark it carries, and of two files that describe one element
 * the one in the earlier format is believed.
 */
const SOURCES = {
  kubernetes: {
    label: 'the Kubernetes manifests',
    is: isKubernetes,
    names: /(?:^|\/)kustomization\.ya?ml$/i,
    sideFiles: /\.properties$/i,
    together: 'all',
    extract: extractKubernetes,
    whenEmpty:
      'No workloads were found. The manifests define none (Deployment, StatefulSet, DaemonSet, Job, CronJob, Pod).',
  },
  ...definitionSources,
  'docker-compose': {
    label: 'the docker-compose file',
    is: isCompose,
    names: /(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i,
    sideFiles: /(?:^|\/)[^/]*\.env(?:\.[\w.-]+)?$/,
    together: 'folder',
    extract: extractCompose,
    whenEmpty:
      'No services were found. A compose file lists them below "services:".',
  },
  ...diagramSources,
  prose: {
    label: 'the description',
    is: () => false,
    names:
      /\.(?:md|markdown|mdx|txt|text|adoc|rst)$|(?:^|\/)README$|(?:^|\/)[^/.]*$/i,
    extract: ([source]) => extractProse(source),
  },
} satisfies Record<string, Source>;

/**
 * The formats the analyzer reads.
 *
 * @public
 */
export type SourceFormat = keyof typeof SOURCES;

/** By format, surest first. */
export const sources: ReadonlyMap<SourceFormat, Source> = new Map(
  Object.entries(SOURCES) as Array<[SourceFormat, Source]>,
);

/** Reads files of one format that belong together. */
export function extract(
  format: SourceFormat,
  files: readonly SourceText[],
  sideFiles: ReadonlyMap<string, string> = new Map(),
): Extraction[] {
  return [sources.get(format)!.extract(files, sideFiles)].flat();
}
