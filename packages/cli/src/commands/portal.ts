import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** What the supervisor runs at the portal's port; not for people. */
export function portalCommand(): Command {
  return new Command('portal')
    .argument('<port>')
    .argument('<apiPort>')
    .action(async (port: string, apiPort: string) => {
      const { createPortalServer } = await lazy(
        () => import('../services/portalServer'),
      );
      const server = createPortalServer(Number(apiPort));
      process.on('SIGTERM', () => process.exit(0));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host: 'localhost', port: Number(port) }, resolve);
      });
      process.stdout.write(`Serving the portal on port ${port}\n`);
      await new Promise(() => undefined);
    });
}
