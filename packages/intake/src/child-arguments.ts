/** What a watched process is started with, as JSON in its only argument. */
export interface ChildArguments {
  settings: unknown;
  memoryMb: number;
  /** Process id of whoever started it. */
  parent: number;
}

/** What the watchdog writes on standard error before it ends the process. */
export const MEMORY_MARK = 'jizhun: more memory than allowed';
