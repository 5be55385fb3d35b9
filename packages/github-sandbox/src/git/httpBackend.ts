import { spawn } from 'node:child_process';
import { ServerResponse } from 'node:http';
import { gitEnvironment } from './run';

export interface HttpBackendRequest {
  /** Folder above the repository. */
  projectRoot: string;
  /** Path below it, such as `/name.git/git-receive-pack`. */
  pathInfo: string;
  method: string;
  queryString: string;
  contentType?: string;
  contentEncoding?: string;
  gitProtocol?: string;
  /** Login; git takes a push only from a named user. */
  remoteUser?: string;
  body?: Buffer;
}

/** Runs `git http-backend` (CGI) and passes its answer on. */
export function runHttpBackend(
  request: HttpBackendRequest,
  res: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      'git',
      [
        '-c',
        'http.receivepack=true',
        '-c',
        'receive.hideRefs=refs/pull',
        '-c',
        'receive.fsckObjects=true',
        '-c',
        'receive.autogc=false',
        '-c',
        'uploadpack.allowAnySHA1InWant=true',
        '-c',
        'uploadpack.allowFilter=true',
        'http-backend',
      ],
      {
        env: gitEnvironment({
          GIT_PROJECT_ROOT: request.projectRoot,
          GIT_HTTP_EXPORT_ALL: '1',
          PATH_INFO: request.pathInfo,
          REQUEST_METHOD: request.method,
          QUERY_STRING: request.queryString,
          CONTENT_TYPE: request.contentType ?? '',
          CONTENT_LENGTH: String(request.body?.length ?? 0),
          REMOTE_ADDR: '127.0.0.1',
          ...(request.contentEncoding && {
            HTTP_CONTENT_ENCODING: request.contentEncoding,
          }),
          ...(request.gitProtocol && { GIT_PROTOCOL: request.gitProtocol }),
          ...(request.remoteUser && { REMOTE_USER: request.remoteUser }),
        }),
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      },
    );
    let head = Buffer.alloc(0);
    let inBody = false;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (inBody) {
        res.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        inBody = true;
        writeHead(head.toString('latin1', 0, end), res);
        res.write(head.subarray(end + 4));
      }
    });
    child.stderr.on('data', chunk => {
      stderr = (stderr + chunk).slice(-4096);
    });
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', () => {
      if (inBody) {
        resolve();
      } else {
        reject(new Error(`git http-backend gave no answer: ${stderr}`));
      }
    });
    child.stdin.end(request.body ?? '');
  });
}

function writeHead(text: string, res: ServerResponse): void {
  res.statusCode = 200;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') {
      res.statusCode = parseInt(value, 10);
    } else if (colon > 0) {
      res.setHeader(name, value);
    }
  }
}
