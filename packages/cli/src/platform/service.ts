/** Everything needed to start a process; never a shell string. */
export interface ProcessSpec {
  file: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The account to run as, when we are root and the program refuses that. */
  account?: { uid: number; gid: number };
}

/** The names of the platform's services. */
export type ServiceName = 'postgres' | 'sandbox' | 'backend' | 'app';

/**
 * A process that the supervisor runs.
 *
 * @public
 */
export interface Service {
  name: ServiceName;
  /** What a person calls it. */
  title: string;
  /** Where it listens. */
  port: number;
  /** The address to open, for those that have one. */
  url?: string;
  /** Started once these are healthy. */
  after: ServiceName[];
  /** Makes ready what the process needs; called before every start of it. */
  prepare(): Promise<ProcessSpec>;
  /** Resolves when the service does its work; throws with the reason why not. */
  checkHealth(signal: AbortSignal): Promise<void>;
  /** A line of output that means that it will never become healthy, though the process lives on. */
  fatalOutput?: RegExp;
  /** How long it may take to become healthy. */
  startTimeoutMs: number;
  /** How often it is tried before the start of the platform is given up. */
  startAttempts: number;
  stopSignal: NodeJS.Signals;
}
