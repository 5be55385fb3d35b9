export type {
  Attribute,
  Block,
  Body,
  Expression,
  Span,
  Step,
  SyntaxProblem,
} from './ast';
export { parseHcl, type ParsedHcl } from './parser';
