/** A text, the names of all its elements, and all its relations. */
export type OrdinaryText = [text: string, names: string[], relations: string[]];
