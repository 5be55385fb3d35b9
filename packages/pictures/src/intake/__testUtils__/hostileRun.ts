import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { PictureError } from '../PictureError';
import { preparePicture } from '../preparePicture';
import { scalePicture } from '../scalePicture';
import { hostileFiles, type HostileFile } from './hostileFiles';

/** What a process saw that read every hostile file. */
export interface HostileReport {
  files: number;
  read: string[];
  /** Messages by file. */
  refused: Record<string, string>;
  /** Anything else that became of a file. */
  wrong: Record<string, string>;
  /** Unhandled rejections and errors nobody caught. */
  escaped: string[];
  /** Names looked up, sockets connected, requests that the server got which files refer to. */
  network: string[];
  /** In MB. */
  peakMemory: number;
}

async function main(): Promise<HostileReport> {
  const report: HostileReport = {
    files: 0,
    read: [],
    refused: {},
    wrong: {},
    escaped: [],
    network: [],
    peakMemory: 0,
  };
  process.on('unhandledRejection', error => report.escaped.push(String(error)));
  process.on('uncaughtException', error => report.escaped.push(String(error)));
  const server = createServer((request, response) => {
    report.network.push(`request for ${request.url}`);
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  watchNetwork(report.network);

  const files = await hostileFiles(url);
  report.files = files.length;
  const waiting = files.values();
  // As many as are decoded at once.
  await Promise.all(
    Array.from({ length: 2 }, async () => {
      for (const file of waiting) {
        await read(file, report);
      }
    }),
  );
  server.close();
  // Linux counts in kB, and for the threads as well.
  report.peakMemory = Math.round(process.resourceUsage().maxRSS / 1024);
  return report;
}

async function read({ name, bytes }: HostileFile, report: HostileReport) {
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

main().then(
  report => {
    process.stdout.write(JSON.stringify(report));
  },
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
