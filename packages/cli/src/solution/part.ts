/** What became of a part. `skipped`: it was not done, and why; it proves nothing. */
export type PartStatus = 'ok' | 'failed' | 'skipped';

/** One line of `verify-complete-solution`. */
export interface PartResult {
  name: string;
  status: PartStatus;
  /** What was found, in figures where there are some. */
  detail: string;
  tookMs: number;
}

/** A part: what it is called, its time limit, and what does it. */
export interface Part {
  name: string;
  limitSeconds: number;
  /** Answers with what it found, or throws with the reason. */
  run(signal: AbortSignal): Promise<{ status?: PartStatus; detail: string }>;
}

/** Runs a part within its time; a part that neither ends nor stops in time has failed. */
export async function runPart(part: Part): Promise<PartResult> {
  const started = performance.now();
  const end = (status: PartStatus, detail: string): PartResult => ({
    name: part.name,
    status,
    detail: detail.replace(/\s+/g, ' ').trim(),
    tookMs: Math.round(performance.now() - started),
  });
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no result within ${part.limitSeconds} s`);
      controller.abort(error);
      reject(error);
    }, part.limitSeconds * 1000);
  });
  try {
    const { status = 'ok', detail } = await Promise.race([
      part.run(controller.signal),
      late,
    ]);
    return end(status, detail);
  } catch (error) {
    return end(
      'failed',
      error instanceof Error ? error.message : String(error),
    );
  } finally {
    clearTimeout(timer);
  }
}
