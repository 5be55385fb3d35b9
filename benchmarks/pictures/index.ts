import type { Benchmark } from '../lib/benchmark';
import { run as intake } from './intake';
import { run as ocr } from './ocr';
import { run as reading } from './reading';

/** In turn, each with the machine for itself. */
const parts: Record<string, Benchmark> = { intake, ocr, reading };

/** What pictures cost the process that they are sent to. */
export const run: Benchmark = async options => {
  const texts: string[] = [];
  const json: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    process.stderr.write(`Measuring ${name}\n`);
    const result = await part(options);
    texts.push(result.text);
    json[name] = result.json;
  }
  return { text: texts.join('\n'), json };
};
