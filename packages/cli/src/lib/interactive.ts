/** Whether a person can be asked: both ends are a terminal, and it is no CI. */
export function isInteractive(): boolean {
  return Boolean(
    process.stdin.isTTY && process.stdout.isTTY && !process.env.CI,
  );
}
