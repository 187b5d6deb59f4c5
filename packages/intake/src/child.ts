import { Worker } from 'node:worker_threads';
import type { ChildArguments } from './child-arguments.ts';

const given = JSON.parse(process.argv[2] ?? '') as ChildArguments;

/** What the parent wants of this process; its module knows the shape. */
export const settings: unknown = given.settings;

/**
 * Makes this process the other end of a `WatchedProcess`: it gets a watchdog and ends when its parent is gone. Each
 * message goes to `handle`, one after the other.
 */
export function serve<Received>(handle: (message: Received) => Promise<void>): void {
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: given });
  watchdog.unref();
  // Ctrl+C at a terminal reaches this process too: whether what it reads is still wanted is for the parent to say.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  let before = Promise.resolve();
  process.on('message', (message: Received) => {
    before = before.then(() => handle(message));
  });
}

/** Sends a message to the parent; done when it is out of this process's hands. */
export function reply(message: object): Promise<void> {
  return new Promise((resolve) => {
    // The parent may be gone: then nobody waits for the answer, and `disconnect` follows.
    process.send?.(message, undefined, {}, () => resolve());
  });
}
