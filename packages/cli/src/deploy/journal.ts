import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { CommandError } from '../lib/errors';

const REMEMBERED = 20;

const schema = z.strictObject({
  version: z.literal(1),
  /** Releases that became healthy, the current one last. */
  deployed: z.array(z.strictObject({ release: z.string(), at: z.string() })),
  /** What is being tried. Left over where a deployment was killed. */
  candidate: z.string().optional(),
});

/** What a {@link Journal} knows. */
export type JournalContent = z.infer<typeof schema>;

/**
 * Which release is current and which came before, in one file that is replaced in one step: whenever a deployment is
 * killed, the last release that was healthy is still the current one.
 */
export class Journal {
  constructor(private readonly path: string) {}

  async read(): Promise<JournalContent> {
    const text = await readFileIfExists(this.path);
    if (text === undefined) {
      return { version: 1, deployed: [] };
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new CommandError(
        `${this.path} is not as this version writes it. Move it away; the next deployment then begins without a previous release.`,
      );
    }
  }

  async current(): Promise<string | undefined> {
    return (await this.read()).deployed.at(-1)?.release;
  }

  /** The last one before the current that is another. */
  async previous(): Promise<string | undefined> {
    const { deployed } = await this.read();
    const current = deployed.at(-1)?.release;
    return deployed.findLast(({ release }) => release !== current)?.release;
  }

  async setCandidate(candidate: string | undefined): Promise<void> {
    const { deployed } = await this.read();
    await this.#write({ version: 1, deployed, candidate });
  }

  /** The release is healthy; it is the current one from now on. */
  async settle(release: string, direction: 'forward' | 'back'): Promise<void> {
    const { deployed } = await this.read();
    const at = new Date().toISOString();
    const index = deployed.findLastIndex(entry => entry.release === release);
    // Going back forgets what it leaves, so that going back again does not lead there.
    const kept =
      direction === 'back' && index >= 0 ? deployed.slice(0, index) : deployed;
    const repeated = kept.at(-1)?.release === release;
    await this.#write({
      version: 1,
      deployed: [
        ...(repeated ? kept.slice(0, -1) : kept),
        { release, at },
      ].slice(-REMEMBERED),
    });
  }

  async #write(content: JournalContent): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await writeFileAtomic(this.path, `${JSON.stringify(content, null, 2)}\n`);
  }
}
