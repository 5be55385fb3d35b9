/** How the user called us, for the commands that we suggest. */
export function commandName(env: NodeJS.ProcessEnv = process.env): string {
  const name = env.INFRA_AI_COMMAND;
  if (!name) {
    return 'infra-ai';
  }
  return /^[\w./-]+$/.test(name) ? name : `'${name}'`;
}
