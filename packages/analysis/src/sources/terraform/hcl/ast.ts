/** A range of the text of one file. */
export interface Span {
  start: number;
  end: number;
}

/** A step behind the root of a traversal: `.name`, `[index]`, `[*]`. */
export type Step =
  | { kind: 'attribute'; name: string }
  | { kind: 'index'; index: Expression }
  | { kind: 'splat' };

/** An HCL expression. Operators keep their operands only: what they compute is of no interest here. */
export type Expression = Span &
  (
    | { kind: 'literal'; text: string }
    | { kind: 'null' }
    | { kind: 'template'; parts: Expression[] }
    | { kind: 'traversal'; root: string; steps: Step[] }
    | { kind: 'get'; base: Expression; steps: Step[] }
    | { kind: 'call'; name: string; args: Expression[] }
    | { kind: 'object'; items: Array<{ key: Expression; value: Expression }> }
    | { kind: 'tuple'; items: Expression[] }
    | {
        kind: 'conditional';
        condition: Expression;
        yes: Expression;
        no: Expression;
      }
    | {
        kind: 'for';
        names: string[];
        collection: Expression;
        key?: Expression;
        value: Expression;
        condition?: Expression;
      }
    | { kind: 'operation'; operator: string; operands: Expression[] }
  );

/** `name = value` */
export interface Attribute extends Span {
  name: string;
  value: Expression;
}

/** `type "label" … { … }` */
export interface Block extends Span {
  type: string;
  labels: string[];
  body: Body;
}

export interface Body {
  attributes: Attribute[];
  blocks: Block[];
}

/** A part of the text that is no HCL. */
export interface SyntaxProblem {
  message: string;
  offset: number;
}
