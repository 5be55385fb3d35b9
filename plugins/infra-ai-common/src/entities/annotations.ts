/** Id of the analysis an entity came from. @public */
export const ANNOTATION_ANALYSIS_ID = 'infra-ai/analysis-id';
/** Id of the analyzer that found it. @public */
export const ANNOTATION_ANALYZER = 'infra-ai/analyzer';
/** Kind of material it was found in: text, image or files, with the format where there is one. @public */
export const ANNOTATION_SOURCE = 'infra-ai/source';
/** How sure the analyzer was, "0.00" to "1.00". @public */
export const ANNOTATION_CONFIDENCE = 'infra-ai/confidence';
/** Id the element had in its model: what a later analysis matches it by. @public */
export const ANNOTATION_ELEMENT_ID = 'infra-ai/element-id';
