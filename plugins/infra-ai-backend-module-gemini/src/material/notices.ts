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
