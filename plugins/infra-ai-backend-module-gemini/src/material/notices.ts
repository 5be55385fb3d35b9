/** What the reader of a result is told about secrets. */
export function secretsRemoved(count: number, where: string): string[] {
  if (count === 0) {
    return [];
  }
  return [
    count === 1
      ? `What looks like a password or key was removed from the ${where} before it was sent to Gemini`
      : `${count} pieces of text that look like passwords or keys were removed from the ${where} before it was sent to Gemini`,
  ];
}

export const labelsNotChecked =
  'The text in the picture could not be read here. The labels that Gemini names were not checked, and the picture was not searched for passwords and keys before it was sent';
