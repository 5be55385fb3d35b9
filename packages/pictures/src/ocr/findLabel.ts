export function findLabel() {}
