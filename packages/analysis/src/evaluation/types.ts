/** A labelled case: what a person found in the material. @public */
export interface EvaluationCase {
  id: string;
  /** Kind of material: `docker-compose`, `prose`, `raster` … */
  kind: string;
  language?: string;
  split?: string;
  /** Path of the input, relative to the folder that holds `cases/` and `material/`. */
  material: string;
  components: LabelledComponent[];
  relations: LabelledRelation[];
  /** What the material denies. */
  negatives?: { components?: string[]; relations?: Array<[string, string]> };
}

/** @public */
export interface LabelledComponent {
  name: string;
  aliases?: string[];
  kind: string;
  type?: string;
  /** Neither rewarded nor punished. */
  optional?: boolean;
}

/** @public */
export interface LabelledRelation {
  from: string;
  to: string;
  type?: string;
  /** The source draws the arrow the other way (`reverse`) or both ways. */
  drawn?: 'reverse' | 'both';
  optional?: boolean;
}

/** What an analyzer found, in the words of the cases. @public */
export interface Prediction {
  components: Array<{
    name: string;
    aliases?: string[];
    kind?: string;
    type?: string;
  }>;
  relations: Array<{ from: string; to: string; type?: string }>;
}

/** True positives, false positives and false negatives. @public */
export interface Counts {
  tp: number;
  fp: number;
  fn: number;
}

/** How directions of relations are compared. @public */
export type RelationMode = 'strict' | 'lenient' | 'undirected';

/** The counts of one case, before they are summed. @public */
export interface CaseScore {
  components: Counts & { kindOk: number };
  relations: Record<RelationMode, Counts>;
  /** Denied components and relations (`a > b`) that were found all the same. */
  negatives: string[];
}

/** @public */
export interface Measures {
  precision: number;
  recall: number;
  f1: number;
}

/** @public */
export interface ScoreSummary {
  components: Measures & { kindAccuracy: number };
  relations: Record<RelationMode, Measures>;
  /** Number of denied findings. */
  negatives: number;
}

/** Scores per case, per kind (prose also per language) and over all. @public */
export interface EvaluationReport {
  cases: Record<string, ScoreSummary>;
  kinds: Record<string, ScoreSummary>;
  all: ScoreSummary;
}
