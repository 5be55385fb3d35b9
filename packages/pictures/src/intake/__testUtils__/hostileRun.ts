import dns from 'node:dns';
import { readdir, readFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { PictureError } from '../PictureError';
import { preparePicture } from '../preparePicture';
import { scalePicture } from '../scalePicture';

/** What a process saw that read every file of a folder. */
export interface HostileReport {
  files: number;
  read: string[];
  /** Messages by file. */
  refused: Record<string, string>;
  /** Anything else that became of a file. */
  wrong: Record<string, string>;
  /** Unhandled rejections and errors nobody caught. */
  escaped: string[];
  /** Names looked up, sockets connected. */
  network: string[];
  /** In MB. */
  peakMemory: number;
}

async function main(directory: string): Promise<HostileReport> {
  const names = await readdir(directory);
  const report: HostileReport = {
    files: names.length,
    read: [],
    refused: {},
    wrong: {},
    escaped: [],
    network: [],
    peakMemory: 0,
  };
  process.on('unhandledRejection', error => report.escaped.push(String(error)));
  process.on('uncaughtException', error => report.escaped.push(String(error)));
  watchNetwork(report.network);
  const waiting = names.values();
  // As many as are decoded at once.
  await Promise.all(
    Array.from({ length: 2 }, async () => {
      for (const name of waiting) {
        await read(name, await readFile(join(directory, name)), report);
      }
    }),
  );
  // Linux counts in kB, and for the threads as well.
  report.peakMemory = Math.round(process.resourceUsage().maxRSS / 1024);
  return report;
}

async function read(name: string, bytes: Buffer, report: HostileReport) {
  try {
    const picture = await preparePicture(bytes);
    if (picture.mediaType !== 'image/svg+xml') {
      await scalePicture(picture, { minSide: 1000, maxSide: 2000 });
    }
    report.read.push(name);
  } catch (error) {
    if (error instanceof PictureError) {
      report.refused[name] = error.message;
    } else {
      report.wrong[name] = String((error as Error).stack);
    }
  }
}

function watchNetwork(network: string[]): void {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function record(
    this: net.Socket,
    ...args: unknown[]
  ) {
    network.push(`connection to ${JSON.stringify(args[0])}`);
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  const { lookup } = dns;
  dns.lookup = ((...args: unknown[]) => {
    network.push(`look-up of ${args[0]}`);
    return Reflect.apply(lookup, dns, args);
  }) as unknown as typeof lookup;
}

main(process.argv[2]).then(
  report => {
    process.stdout.write(JSON.stringify(report));
  },
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
