/**
 * How often the indicators of a sheet were looked at, in all: a rule that did not raise it need not run again when nothing
 * but indicators has changed.
 */
let count = 0;

/** Notes that somebody looks at the indicators of a sheet. */
export function lookAtIndicators(): void {
  count++;
}

/** Whether `work` looks at the indicators of any sheet, and what it gives. */
export function watchingLooks<T>(work: () => T): { result: T; looked: boolean } {
  const before = count;
  const result = work();
  return { result, looked: count !== before };
}
