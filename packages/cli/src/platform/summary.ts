import { homedir } from 'node:os';
import { relative } from 'node:path';
import pc from 'picocolors';
import { Checkout } from './checkout';
import { commandName } from './commandName';
import { PlatformState } from './state';

/** What a person wants to know once the platform runs. */
export function summarize(checkout: Checkout, state: PlatformState): string {
  const { mode, ports, sandbox } = state.options;
  const rows: [string, string][] = [
    ['Portal', pc.cyan(`http://localhost:${ports.app}`)],
    ['API', pc.cyan(`http://localhost:${ports.api}`)],
    [
      'GitHub',
      sandbox
        ? `${pc.cyan(
            `http://localhost:${ports.sandbox}`,
          )}  a local sandbox; set GITHUB_TOKEN for the real one`
        : 'the real one (GITHUB_TOKEN is set)',
    ],
    [
      'Analyzer',
      process.env.GEMINI_API_KEY
        ? 'Gemini (GEMINI_API_KEY is set)'
        : 'embedded; set GEMINI_API_KEY for Gemini',
    ],
    ['Data', shorten(checkout.dataDirectory)],
    ['Logs', shorten(checkout.logDirectory)],
    ['Stop', state.foreground ? 'Ctrl-C' : `${commandName()} stop`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `The platform is running${
      mode === 'production' ? ' (production build)' : ''
    }.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ].join('\n');
}

function shorten(path: string): string {
  const local = relative(process.cwd(), path);
  if (local && !local.startsWith('..') && local.split('/').length <= 2) {
    return local;
  }
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
