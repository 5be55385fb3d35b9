import { createServer } from 'node:net';
import { codeOf } from './errors';

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', error => {
      const code = codeOf(error);
      if (code === 'EADDRINUSE') {
        resolve(false);
      } else if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') {
        // A machine without IPv6: nobody can hold the port there.
        resolve(true);
      } else {
        reject(error);
      }
    });
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/**
 * Whether nothing listens on the port, on any address that a browser on this machine could reach.
 *
 * @throws with code EACCES when the port is one that only root may use.
 */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) {
      return false;
    }
  }
  return true;
}

/** A free port on the loopback address, chosen by the system. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('The system gave no port')),
      );
    });
  });
}

/** The first port at or after `from` that begins a run of `count` free ones. */
export async function findFreeRange(
  from: number,
  count: number,
): Promise<number> {
  for (let first = from; first + count < 65536; first += 10) {
    const free = await Promise.all(
      Array.from({ length: count }, (_, index) => isPortFree(first + index)),
    );
    if (free.every(Boolean)) {
      return first;
    }
  }
  throw new Error(`No ${count} free ports in a row from ${from}`);
}
