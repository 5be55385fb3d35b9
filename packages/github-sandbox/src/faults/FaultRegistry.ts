/** What goes wrong, for which requests, how often. */
export interface FaultSpec {
  match?: {
    /** HTTP method; any when absent. */
    method?: string;
    /** Regular expression on the path with its query string; any when absent. */
    path?: string;
  };
  /** Answers with this status instead of doing anything. */
  status?: number;
  /** JSON body that goes with `status`. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Waits this long (real time) before the request is handled. */
  latencyMs?: number;
  /** Handles the request, then closes the connection without an answer. */
  dropAfterEffect?: boolean;
  /** A repository that the request creates answers 404 for so long. */
  hideCreatedForMs?: number;
  /** How many requests are hit. Default 1. */
  times?: number;
}

export interface Fault extends FaultSpec {
  id: number;
  remaining: number;
}

/** Faults that wait for their request. */
export class FaultRegistry {
  private faults: Fault[] = [];
  private nextId = 1;

  /** @throws TypeError when `match.path` is not a regular expression. */
  add(spec: FaultSpec): Fault {
    compile(spec.match?.path);
    const fault = { ...spec, id: this.nextId++, remaining: spec.times ?? 1 };
    this.faults.push(fault);
    return { ...fault };
  }

  list(): Fault[] {
    return this.faults.map(fault => ({ ...fault }));
  }

  clear(): void {
    this.faults = [];
  }

  /** The first fault that matches; one of its `times` is used up. */
  take(method: string, path: string): Fault | undefined {
    const fault = this.faults.find(
      candidate =>
        candidate.remaining > 0 &&
        (!candidate.match?.method ||
          candidate.match.method.toUpperCase() === method.toUpperCase()) &&
        (!candidate.match?.path || compile(candidate.match.path)!.test(path)),
    );
    if (fault) {
      fault.remaining -= 1;
      this.faults = this.faults.filter(other => other.remaining > 0);
    }
    return fault;
  }
}

function compile(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) {
    return undefined;
  }
  try {
    return new RegExp(pattern);
  } catch (error) {
    throw new TypeError(`match.path: ${(error as Error).message}`);
  }
}
