/**
 * Analyzes what it is sent, one input at a time, and answers with what that cost. Runs under Node's permission model, so
 * that nothing outside of the checkout can be read and nothing written or started; each try to use a file or the network is
 * answered too.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import { endsWell } from '../../packages/analysis/src/__testUtils__/endsWell';
import type { FuzzInput } from '../../packages/analysis/src/__testUtils__/anyInput';
import type { BinaryInput } from './anyBinary';
import { binaryEndsWell } from './binaryEndsWell';

/** What the parent learns of an input. */
export interface Outcome {
  /** Of this process's CPU time. */
  milliseconds: number;
  /** The most memory that this process had until now. */
  megabytes: number;
  /** How many elements were found; undefined for a refusal. */
  elements?: number;
  /** Why it did not end well. */
  error?: string;
}

const touched = new Set<string>();

/** Replaces functions by ones that note their call and fail. */
function forbid(target: object, what: string, names: string[]): void {
  for (const name of names) {
    Object.defineProperty(target, name, {
      value: (first: unknown) => {
        touched.add(`${what}.${name}(${JSON.stringify(first)?.slice(0, 80)})`);
        throw new Error(`${what}.${name} is not for an analyzer`);
      },
    });
  }
}

/** A text, files or a picture as they are, or what has to be decoded first. */
export type FuzzCase = FuzzInput | BinaryInput;

async function outcomeOf(input: FuzzCase): Promise<Outcome> {
  const before = process.cpuUsage();
  let error: string | undefined;
  let elements: number | undefined;
  try {
    elements = await ('input' in input
      ? endsWell(input)
      : binaryEndsWell(input));
  } catch (thrown) {
    error = String((thrown as Error)?.stack ?? thrown);
  }
  const { user, system } = process.cpuUsage(before);
  if (touched.size) error = `Touched ${[...touched].join(', ')}`;
  touched.clear();
  return {
    milliseconds: (user + system) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    elements,
    error,
  };
}

let isWarm = false;
process.on('message', async (message: { input: FuzzCase; warm?: boolean }) => {
  if (!message.warm && !isWarm) {
    isWarm = true;
    // Only now: modules are loaded by the files that they are in.
    forbid(
      fs,
      'fs',
      Object.keys(fs).filter(name =>
        /^(?:open|read|write|stat|access|rm|unlink|mkdir)/.test(name),
      ),
    );
    forbid(fs.promises, 'fs.promises', [
      'open',
      'readFile',
      'writeFile',
      'stat',
      'readdir',
    ]);
    forbid(net.Socket.prototype, 'net.Socket', ['connect']);
    forbid(dgram.Socket.prototype, 'dgram.Socket', ['send']);
    forbid(dns, 'dns', ['lookup', 'resolve']);
    forbid(globalThis, 'global', ['fetch']);
  }
  const outcome = await outcomeOf(message.input);
  process.send!({ outcome });
});
process.send!({ outcome: undefined });
