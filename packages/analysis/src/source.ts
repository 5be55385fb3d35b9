import type {
  ElementKind,
  Evidence,
  InfrastructureModel,
  ModelWarning,
  RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** A piece of the input that one extractor reads: pasted text, or one file. */
export interface SourceText {
  text: string;
  /** Set for a file, relative with `/`. */
  path?: string;
  /** Evidence for a range of `text`. */
  evidence(start: number, end: number): Evidence;
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
}
