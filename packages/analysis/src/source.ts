import type {
  ElementKind,
  Evidence,
  InfrastructureModel,
  ModelWarning,
  RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Box, Diagram } from './sources/diagram/model';

/** The picture that a source was found in, or that it is. */
export interface Picture {
  /** In pixels; of an SVG in units of its view box. */
  width: number;
  height: number;
  /** Its text, where it is an SVG. */
  svg?: string;
  /** Set where it is a page of a document, drawn at whatever enlargement. */
  rendered?: boolean;
}

/** A piece of the input that one extractor reads: pasted text, or one file. */
export interface SourceText {
  text: string;
  /** Set for a file, relative with `/`. */
  path?: string;
  /** Set for a picture. */
  picture?: Picture;
  /** Evidence for a range of `text`; `box` is where it is on the picture, in fractions of it. */
  evidence(start: number, end: number, box?: Box): Evidence;
  /** Finds what a source that has no coordinates says on the picture, and sets its boxes. */
  locate?(diagram: Diagram): void;
}

/** An element as an extractor found it; `key` is unique in its extraction and stands for it in relations. */
export interface FoundElement {
  key: string;
  name: string;
  /** Other names by which another file may mean it. */
  aliases?: string[];
  kind: ElementKind;
  type: string;
  title?: string;
  description?: string;
  technology?: string;
  tags?: string[];
  owner?: string;
  lifecycle?: string;
  /** Text of the interface definition; only for elements of kind `api`. */
  definition?: string;
  evidence: Evidence[];
  confidence: number;
}

/** A relation between two keys of the same extraction. */
export interface FoundRelation {
  from: string;
  to: string;
  type: RelationType;
  description?: string;
  evidence: Evidence[];
  confidence: number;
}

/** What one extractor read out of its part of the input. */
export interface Extraction {
  format: string;
  language?: string;
  system?: InfrastructureModel['system'];
  elements: FoundElement[];
  relations: FoundRelation[];
  warnings: ModelWarning[];
  /** Paths of files of no format of their own that its source names and that were read for it. */
  sideFilesRead?: ReadonlySet<string>;
}
