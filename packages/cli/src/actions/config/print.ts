/** Writes a result: JSON where it was asked for, else text for a person. */
export function print(
  flags: { json?: boolean },
  result: unknown,
  text: () => string,
): void {
  process.stdout.write(
    flags.json ? `${JSON.stringify(result, null, 2)}\n` : `${text()}\n`,
  );
}
